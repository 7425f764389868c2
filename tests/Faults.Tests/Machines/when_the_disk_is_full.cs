using System.Diagnostics;
using Gradients.Ledger.Log;

namespace Gradients.Faults.Tests.Machines;

/// <summary>There is no room left where the log is published.</summary>
public sealed class when_the_disk_is_full(SharedGround shared) : IAsyncLifetime
{
    Ground _ground = null!;
    Scenario _publish = null!;
    string? _mounted;

    public async ValueTask InitializeAsync()
    {
        _ground = await shared.GroundAsync();
        _publish = (await shared.ScenariosAsync()).First(scenario => scenario.Name == "publish");
    }

    public ValueTask DisposeAsync()
    {
        if (_mounted is not null)
            Shell("umount", _mounted);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task the_folder_stays_what_it_was_and_publishing_goes_on_when_there_is_room()
    {
        var (ledger, folder) = await _publish.CopyAsync(_ground);
        var site = Path.Combine(folder, "site");
        var size = Sound(folder).Size;
        var isSmall = Shrink(site);
        Assert.Equal(2, (await PublishAsync(ledger, folder, isSmall)).Exit);
        Assert.Equal(size, Sound(folder).Size);

        if (isSmall)
            Shell("mount", "-o", "remount,size=64m", site);
        (await Program.RunAsync(ledger, folder, _publish.Command(folder))).Ended(0);
        Assert.Equal((await Found.InAsync(ledger)).Root, Sound(folder).Root);
    }

    /// <summary>Puts the folder on a file system of its own with a little room; only root may.</summary>
    bool Shrink(string site)
    {
        if (!Environment.IsPrivilegedProcess)
            return false;
        var aside = site + ".aside";
        Directory.Move(site, aside);
        Directory.CreateDirectory(site);
        var bytes = Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories)
            .Sum(file => (new FileInfo(file).Length / 4096 * 4096) + 4096);
        Shell("mount", "-t", "tmpfs", "-o", $"size={bytes + 65536}", "tmpfs", site);
        _mounted = site;
        Shell("cp", "-a", aside + "/.", site);
        return true;
    }

    /// <summary>Without a file system of its own, no file may grow beyond a few blocks instead.</summary>
    async Task<Program.Ran> PublishAsync(string ledger, string folder, bool isSmall)
    {
        if (isSmall)
            return await Program.RunAsync(ledger, folder, _publish.Command(folder));
        var start = new ProcessStartInfo("/bin/sh", [
            "-c", "trap '' XFSZ; ulimit -f 16; exec dotnet exec \"$@\"", "sh",
            Path.Combine(AppContext.BaseDirectory, "gradients.dll"), .. _publish.Command(folder)])
        {
            RedirectStandardError = true,
        };
        start.Environment["GRADIENTS_DATABASE"] = ledger;
        start.Environment["GRADIENTS_HOME"] = folder;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, "", errors);
    }

    static Checkpoint Sound(string folder)
    {
        using var source = LogSource.Open(Path.Combine(folder, "site"));
        var log = new TiledLog(source, new SignaturePolicy(KeyFile.Read(Path.Combine(folder, "key")).Verifier));
        log.Check();
        return log.Checkpoint;
    }

    static void Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
