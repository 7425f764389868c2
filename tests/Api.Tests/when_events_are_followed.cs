using System.Diagnostics;

namespace Gradients.Api.Tests;

public sealed class when_events_are_followed(ImportedSeason ledger)
{
    [Fact]
    public async Task to_be_told_to_stop_is_no_error()
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(Running.BuiltFolder, "gradients.dll"), "events", "--follow", "--from", "1"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["GRADIENTS_HOME"] = ledger.Home;
        using var follower = Process.Start(start)!;
        for (var entry = 0; entry < ledger.Entries.Length; entry++)
            Assert.Equal(ledger.Entries[entry], await follower.StandardOutput.ReadLineAsync());

        using (var kill = Process.Start("kill", ["-TERM", $"{follower.Id}"]))
            await kill.WaitForExitAsync();
        var rest = await follower.StandardOutput.ReadToEndAsync();
        var errors = await follower.StandardError.ReadToEndAsync();
        await follower.WaitForExitAsync();

        Assert.Equal((0, "", ""), (follower.ExitCode, rest, errors));
    }
}
