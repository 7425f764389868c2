namespace Gradients.Ledger.Store;

/// <summary>One question to the database.</summary>
/// <param name="Sql">Gives no row when all is well, else one text: what is wrong.</param>
/// <param name="Well">What to say when all is well.</param>
sealed record DoctorCheck(string Name, Health Severity, string Sql, string Well, string Remedy);
