using System.Text;
using System.Text.RegularExpressions;
using Gradients.Runners.Pool;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Pool;

public sealed class when_a_pool_file_is_read
{
    static string Documented => Regex.Match(
        File.ReadAllText(Path.Combine(GoldenFolder.RepositoryRoot, "docs", "hosts.md")),
        "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    [Fact]
    public void the_documented_one_is_understood()
    {
        var hosts = PoolFile.Read(Encoding.UTF8.GetBytes(Documented));
        Assert.Equal(["alpha", "beta"], hosts.Select(host => host.Name));
        Assert.Empty(hosts[0].Gpus);
        Assert.Equal(("H100", "runsc"), (hosts[1].Gpus[0].Kind, hosts[1].Runtime));
        Assert.Equal("tcp://beta.example.org:2376", hosts[1].Engine.ToString());
    }

    [Fact]
    public void each_place_for_a_run_has_its_own_processors()
    {
        var host = PoolFile.Read(Encoding.UTF8.GetBytes(Documented.Replace("\"runs\": 4",
            "\"runs\": 2, \"cpuSets\": [\"0-3,8\", \"4-7\"]", StringComparison.Ordinal)))[0];
        Assert.Equal(("0-3,8", "4-7"), (host.CpuSetOf(0), host.CpuSetOf(1)));
        Assert.Equal("", (host with { CpuSets = [] }).CpuSetOf(1));
    }

    [Theory]
    [InlineData("\"runs\": 4", "\"runs\": 0", "'alpha' needs positive")]
    [InlineData("\"runs\": 4", "\"rums\": 4", "line ")]
    [InlineData("\"cpus\": 8", "\"cpus\": \"8\"", "cpus")]
    [InlineData("\"alpha\"", "\"beta\"", "two hosts are called 'beta'")]
    [InlineData("\"certificates\": \"/etc/gradients/beta\",", "", "needs a folder with ca.pem")]
    [InlineData("unix:///var/run/docker.sock", "http://127.0.0.1:2375", "no engine's address")]
    [InlineData("[{\"id\": \"GPU-5d1c\"",
        "[{\"id\": \"GPU-5d1c\", \"kind\": \"H100\", \"memory\": 1}, {\"id\": \"GPU-5d1c\"", "names a GPU twice")]
    [InlineData("\"runs\": 4", "\"runs\": 4, \"cpuSets\": [\"0\"]", "as many cpuSets as runs")]
    [InlineData("\"runs\": 4", "\"runs\": 1, \"cpuSets\": [\"0-\"]", "for example 0-3,8")]
    [InlineData("{", "", "not what belongs there")]
    public void a_mistake_is_named(string right, string wrong, string fault)
    {
        var at = Documented.IndexOf(right, StringComparison.Ordinal);
        var text = Documented[..at] + wrong + Documented[(at + right.Length)..];
        var mistake = Assert.Throws<FormatException>(() => PoolFile.Read(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(fault, mistake.Message, StringComparison.Ordinal);
    }
}
