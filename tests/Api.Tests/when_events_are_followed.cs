using System.Diagnostics;

namespace Gradients.Api.Tests;

public sealed class when_events_are_followed(ImportedSeason ledger)
{
    [Fact]
    public void a_stream_that_is_not_there_is_an_error_and_no_empty_answer()
    {
        var ran = ledger.Gradients("events", "tournament/nobody").Ended(2);

        Assert.Contains("there is no stream 'tournament/nobody'", ran.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(ledger.Gradients("events", "rulebook").Ended(0).Lines);
        Assert.Empty(ledger.Gradients("events", "rulebook", "--from", "999999").Ended(0).Output);
    }

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
