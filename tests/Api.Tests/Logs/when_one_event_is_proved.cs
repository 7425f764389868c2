namespace Gradients.Api.Tests.Logs;

public sealed class when_one_event_is_proved(PublishedSeason season)
{
    [Theory]
    [InlineData(1)]
    [InlineData(257)]
    public void folder_and_database_give_a_proof_that_verifies_offline(int position)
    {
        var entry = season.File($"event-{position}");
        foreach (string[] from in new string[][] { ["--dir", season.Folder], ["--key", season.Key] })
        {
            var ran = season.Gradients(["prove", $"{position}", "--event", entry, .. from]).Ended(0);
            var proof = season.Write($"{position}.tlog-proof", ran.Output);
            string[] verify = ["verify", proof, "--key", season.VerifierKey, "--event"];

            Assert.Equal(season.Entries[position - 1], File.ReadAllText(entry));
            Assert.Contains($"at position {position} of", Running.Gradients([.. verify, entry]).Ended(0).Output);
            var other = season.Write("other", season.Entries[position]);
            Assert.Contains("NOT PROVED", Running.Gradients([.. verify, other]).Ended(1).Output);
        }
    }

    [Fact]
    public void machines_read_the_proof_and_the_verdict_as_json()
    {
        var made = season.Gradients("prove", "300", "--dir", season.Folder, "--json").Ended(0).Json;
        var proof = season.Write("json.tlog-proof", made.GetProperty("proof").GetString()!);
        var entry = season.Write("json.event", made.GetProperty("event").GetString()!);
        string[] verify = ["verify", proof, "--key", season.VerifierKey, "--json", "--event"];

        Assert.Equal(300, made.GetProperty("position").GetInt64());
        Assert.Equal(season.Entries[299], made.GetProperty("event").GetString());
        var proved = Running.Gradients([.. verify, entry]).Ended(0).Json;
        Assert.True(proved.GetProperty("proved").GetBoolean());
        Assert.Equal(made.GetProperty("root").GetString(), proved.GetProperty("root").GetString());
        var refuted = Running.Gradients([.. verify, season.Write("json.other", season.Entries[1])]).Ended(1).Json;
        Assert.False(refuted.GetProperty("proved").GetBoolean());
        Assert.NotEmpty(refuted.GetProperty("reason").GetString()!);
    }

    [Fact]
    public void a_position_that_is_not_there_or_half_a_command_exits_2()
    {
        var next = $"{season.Entries.Length + 1}";
        Assert.Contains("ends at", season.Gradients("prove", next, "--dir", season.Folder).Ended(2).Errors);
        season.Gradients("prove", "0", "--dir", season.Folder).Ended(2);
        season.Gradients("prove", "1").Ended(2);
        season.Gradients("prove", "1", "--dir", season.Folder, "--key", season.Key).Ended(2);
    }

    [Fact]
    public void an_earlier_bundle_is_signed_as_part_of_the_same_history()
    {
        var (early, again) = (season.File("early.ledger"), season.File("again.ledger"));
        foreach (var bundle in new[] { early, again })
            season.Gradients("export", bundle, "--at", "300", "--key", season.Key).Ended(0);

        var report = Running.Gradients("audit", early, "--key", season.VerifierKey, "--json").Ended(0).Json;
        Assert.Equal(300, report.GetProperty("events").GetInt64());
        Assert.Equal(File.ReadAllBytes(early), File.ReadAllBytes(again));

        Assert.Contains("--key", season.Gradients("export", early).Ended(2).Errors);
        season.Gradients("export", season.File("x.ndjson"), "--key", season.Key).Ended(2);
        season.Gradients("export", early, "--key", season.Key, "--at", "9999999").Ended(2);
    }
}
