namespace Gradients.Ledger;

/// <summary>What a tournament trains. Written in lower case.</summary>
public enum TournamentType
{
    Text,
    Image,
    Environment,
}
