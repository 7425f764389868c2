namespace Gradients.Ledger.Log;

/// <summary>A log could not be reached or read, which says nothing about its contents.</summary>
public sealed class UnreadableLog(string message, Exception? inner = null) : IOException(message, inner);
