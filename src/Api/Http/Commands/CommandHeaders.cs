using System.Collections.Immutable;
using System.Globalization;

namespace Gradients.Api.Http.Commands;

/// <summary>What stands beside a command's data.</summary>
/// <param name="Key">Idempotency key; null: the digest of the command.</param>
/// <param name="Condition">What the caller believes of the stream; null: nothing.</param>
internal sealed record CommandHeaders(string? Key, Condition? Condition)
{
    public static readonly ImmutableArray<Parameter> All =
    [
        new("Idempotency-Key", "header", "string", "The same key is carried out once, however often it is sent. "
            + "Without one, the command's own content is its key.", "entry-7-of-spring"),
        new("If-Match", "header", "string", "The ETag of what the caller saw: answered with 409 if the stream has an "
            + "event after that position."),
        new("Expected-Version", "header", "integer", "The stream's version the caller believes in: answered with 409 "
            + "if it is another."),
    ];

    /// <exception cref="Refusing">One of them is not what it should be.</exception>
    public static CommandHeaders Read(Request request)
    {
        var headers = request.Http.Request.Headers;
        var key = headers["Idempotency-Key"] is [{ } given] ? given : null;
        if (key is { Length: 0 or > 200 } || (headers["Idempotency-Key"].Count > 1))
            throw Refusing.BadRequest("Idempotency-Key: one key of 1 to 200 characters.");
        var position = Whole(headers.IfMatch.ToString().Trim('"'), "If-Match: the ETag of an answer, a position.");
        var version = Whole(headers["Expected-Version"].ToString(), "Expected-Version: a whole number.");
        return new(key, position is null && version is null ? null : new(version, position));
    }

    static long? Whole(string text, string otherwise) => text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Refusing.BadRequest(otherwise);
}
