namespace Gradients.Ledger.Rulebooks;

/// <summary>How a round is fought; a final is a knockout of one pair against the champion's placeholder.</summary>
public enum RoundKind
{
    Group,
    Knockout,
}
