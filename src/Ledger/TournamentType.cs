namespace Gradients.Ledger;

/// <summary>What a tournament trains. Written as <c>text</c> or <c>image</c>.</summary>
public enum TournamentType
{
    Text,
    Image,
}
