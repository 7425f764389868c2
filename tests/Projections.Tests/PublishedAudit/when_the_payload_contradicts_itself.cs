using System.Text.Json.Nodes;

namespace Gradients.Projections.Tests.PublishedAudit;

public sealed class when_the_payload_contradicts_itself
{
    [Fact]
    public void a_winner_without_the_best_score_is_found_and_does_not_count()
    {
        var published = Given.FirstCase();
        var untouched = Given.Result(Given.Payload(published), Given.Nodes(published));
        Task(published)["winner"] = "somebody else";

        var result = Given.Result(Given.Payload(published), Given.Nodes(published));
        Assert.Contains(result.Findings, finding => finding.Contains("the file says somebody else"));
        Assert.Equal(untouched.Row, result.Row);
    }

    [Fact]
    public void a_score_that_does_not_follow_from_the_losses_is_found()
    {
        var published = Given.FirstCase();
        Task(published)["participant_scores"]![0]!["test_loss"] = 0.0000001;
        var result = Given.Result(Given.Payload(published), Given.Nodes(published));
        Assert.Contains(result.Findings, finding => finding.Contains("its losses give 3"));
    }

    [Fact]
    public void shares_that_do_not_add_up_are_found()
    {
        var published = Given.FirstCase();
        published["tournament_audit_data"]!["burn_weight"] = 0.5;
        var result = Given.Result(Given.Payload(published), Given.Nodes(published));
        Assert.Contains(result.Findings, finding => finding.StartsWith("burn_weight is 0.5"));
    }

    [Fact]
    public void a_winner_whom_no_streak_explains_is_found()
    {
        var published = Given.FirstCase();
        published["tournament_audit_data"]!["image_tournament_data"]!["winner_hotkey"] = "somebody else";
        var result = Given.Result(Given.Payload(published), Given.Nodes(published));
        Assert.Contains(result.Findings, finding => finding.Contains("make somebody else the winner"));
    }

    [Fact]
    public void whatever_cannot_be_checked_is_listed_with_the_reason_why()
    {
        var published = Given.FirstCase();
        var result = Given.Result(Given.Payload(published), Given.Nodes(published), Given.Row(published));
        Assert.Contains(result.Trusted, t => t.Input == "participants");
        Assert.Contains(result.Trusted, t => t.Input == "text_tournament_data.winner_hotkey");
        Assert.Contains(result.Trusted, t => t.Input == "on-chain row");
        Assert.All(result.Trusted, t => Assert.EndsWith(".", t.Why));
    }

    static JsonNode Task(JsonNode published) =>
        published["tournament_audit_data"]!["text_tournament_data"]!["rounds"]![0]!["tasks"]![0]!;
}
