using System.Collections.Immutable;

namespace Gradients.Ledger.Store.Conducting;

/// <summary>One attempt of one entrant at one task: what a run, its lease and its files are called by.</summary>
public sealed record RunKey(string Tournament, string Task, Hotkey Hotkey, int Attempt);

/// <summary>A run that somebody carries out.</summary>
/// <param name="Lease">A label on everything of it; 32 hex digits.</param>
/// <param name="Slot">Its place on the host, from 0.</param>
/// <param name="Image">Id of the image.</param>
/// <param name="Deadline">When it is to be over, by the database's clock; null until its container started.</param>
public sealed record RunLease(
    RunKey Run, string Lease, string Host, int Slot, ImmutableArray<string> Gpus, long Memory, double Cpus,
    string Image, DateTime? Deadline);

/// <summary>What the check of an entry found.</summary>
/// <param name="Submission">Version of the entry's event in its stream.</param>
/// <param name="Tree">Digest of its files.</param>
/// <param name="Source">Digest that copies share even when files are renamed and spaced otherwise.</param>
/// <param name="Image">Id of the image made of it.</param>
public sealed record CheckedSubmission(
    string Tournament, Hotkey Hotkey, long Submission, string Commit, string Tree, string Source, string Image);

/// <summary>Something an operator holds back.</summary>
/// <param name="Task">Null: the whole tournament.</param>
public sealed record Hold(string Tournament, string? Task, string Reason);
