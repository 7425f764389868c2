namespace Gradients.Api.Http;

/// <summary>The server cannot answer now; it will again.</summary>
internal sealed class NotReady(string message) : Exception(message);
