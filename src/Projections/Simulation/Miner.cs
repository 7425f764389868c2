using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Projections.Simulation;

/// <summary>A miner that comes back tournament after tournament. Skill is a factor on the loss: smaller is better.</summary>
internal sealed class Miner(Hotkey hotkey, string coldkey, string name, double textSkill, double imageSkill)
{
    const double Best = 0.55;
    const double Worst = 1.6;
    const double Drift = 0.03;

    readonly double[] _skill = [textSkill, imageSkill];
    readonly string[] _commit = ["", ""];

    public Hotkey Hotkey { get; } = hotkey;

    public string Coldkey { get; } = coldkey;

    /// <summary>Running tournaments in which the miner still plays: the node is not given up meanwhile.</summary>
    public int Playing { get; set; }

    public string Repository(TournamentType type) =>
        $"https://git.example/{name}/{(type == TournamentType.Text ? "text" : "image")}-trainer";

    /// <summary>The commit last entered.</summary>
    public string Commit(TournamentType type) => _commit[(int)type];

    public string Commit(TournamentType type, string commit) => _commit[(int)type] = commit;

    public double Skill(TournamentType type) => _skill[(int)type];

    /// <summary>The code changes from one tournament to the next: a little luck, and a pull towards the average.</summary>
    public void Practise(TournamentType type, Chance chance)
    {
        ref var skill = ref _skill[(int)type];
        skill *= 1.0 + (Drift * chance.Signed());
        skill += Drift * (1.0 - skill);
        skill = Math.Clamp(skill, Best, Worst);
    }

    public override string ToString() => $"{name} {Hotkey}";
}

/// <summary>The champion's code of one type, as the placeholder runs it: it stands still while the field learns.</summary>
internal sealed class Champion
{
    const double Ageing = 1.05;
    const double Worst = 1.5;

    /// <summary>Before anybody has won, the placeholder runs plain code.</summary>
    public double Skill { get; private set; } = 1.05;

    public void Crowned(double skill) => Skill = skill;

    public void Aged() => Skill = Math.Min(Skill * Ageing, Worst);

    public static bool Is(Hotkey hotkey) => Constants2025_12.IsPlaceholder(hotkey);
}
