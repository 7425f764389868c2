namespace Gradients.Ledger.Store;

/// <summary>
/// Advisory locks, each two numbers: our own (the letters GRAD) and what is locked. They belong to one database, and
/// end with the transaction that took them.
/// </summary>
static class Locks
{
    /// <summary>Positions: also written in <c>0002_append.sql</c>.</summary>
    internal const string Append = "1196573012, 1";

    internal const string Projections = "1196573012, 2";

    /// <summary>One rebuild at a time fills its tables.</summary>
    internal const string Rebuild = "1196573012, 4";

    internal const string Migrations = "1196573012, 3";

    /// <summary>The numbers of attachments.</summary>
    internal const string Attachments = "1196573012, 5";
}
