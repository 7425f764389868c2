namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>The score reasons that ranking writes, by what was ranked.</summary>
public sealed record RankWords(string First, string Middle, string Bottom)
{
    public static RankWords By(string what) =>
        new($"Ranked 1st by {what}", $"Ranked below top 1 by {what}", $"Bottom 25% ranked by {what}");
}
