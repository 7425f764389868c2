namespace Gradients.Api.Http;

/// <summary>An answer that is a problem: its status, a stable word for programs, a sentence for people.</summary>
internal sealed class Refusing(int status, string word, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Word { get; } = word;

    /// <summary>Members of the problem beside the standard ones.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    public static Refusing NotFound(string detail) => new(404, "not-found", detail);

    public static Refusing BadRequest(string detail) => new(400, "bad-request", detail);
}
