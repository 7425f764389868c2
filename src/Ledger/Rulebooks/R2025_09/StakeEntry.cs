using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>A registered node that may enter.</summary>
/// <param name="CompletedTournaments">Distinct completed ones it took part in, of both types.</param>
/// <param name="Answers">It told where its repository is.</param>
/// <param name="IsObfuscated">Its repository hides what it does.</param>
public sealed record StakedNode(
    Hotkey Hotkey, double Stake, int CompletedTournaments, bool Answers, bool IsObfuscated);

/// <summary>Rule 4.7: who may enter, by stake.</summary>
/// <param name="Selected">By boosted stake, highest first, with the stake they have to keep.</param>
/// <param name="Found">Nodes that could enter at all; 0 ends the attempt.</param>
public sealed record StakeEntry(ImmutableArray<HotkeyAmount> Selected, int Found)
{
    /// <summary>Too few: tried again later, though those selected are stored already.</summary>
    public bool Waits => Found > 0 && Selected.Length < Constants2025_09.MinimumEntrants;

    /// <param name="nodes">In the order of the database: it breaks ties.</param>
    public static StakeEntry Of(ImmutableArray<StakedNode> nodes)
    {
        var able = nodes.Where(node => !Constants2025_09.IsPlaceholder(node.Hotkey)).ToArray();
        var answering = able.Where(node => node.Answers).ToArray();
        var order = new int[answering.Length];
        StableOrder.Ascending(
            Array.ConvertAll(answering, node => -Boosted(node.Stake, node.CompletedTournaments)), order);
        // Whoever hides something is thrown out after the cut, and nobody moves up.
        var selected = order.Take(Constants2025_09.MaximumEntrants).Select(place => answering[place])
            .Where(node => !node.IsObfuscated)
            .Select(node => new HotkeyAmount(node.Hotkey, node.Stake));
        return new StakeEntry([.. selected], able.Length);
    }

    /// <summary>5 % more for each completed tournament, at most 25 %.</summary>
    public static double Boosted(double stake, int completedTournaments)
    {
        var bonus = Math.Min(
            Constants2025_09.StakeBonusPerEntry * completedTournaments, Constants2025_09.StakeBonusMax);
        return stake * (1.0 + bonus / 100.0);
    }
}
