using System.Text.Json;

namespace Gradients.Projections.PublishedAudit;

/// <summary>A file somebody else wrote: its name, for messages, and its bytes (JSON, UTF-8).</summary>
public readonly record struct InputFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Nothing published is deeper; anything deeper is an attack or a mistake.</summary>
    const int MaxDepth = 32;

    internal InputField Parse() => Parse(Name, "", Bytes);

    internal static InputField Parse(string file, string path, ReadOnlyMemory<byte> bytes)
    {
        var options = new JsonDocumentOptions
        {
            AllowDuplicateProperties = false,   // two readers could each see another value
            AllowTrailingCommas = false,
            CommentHandling = JsonCommentHandling.Disallow,
            MaxDepth = MaxDepth,
        };
        try
        {
            // Clone: the tree outlives the document, whose pooled memory is given back here.
            using var document = JsonDocument.Parse(bytes, options);
            return new InputField(file, path, document.RootElement.Clone());
        }
        catch (JsonException broken)
        {
            throw new UnreadableInput(new InputFault(file, path, $"not JSON: {broken.Message}"));
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableInput(new InputFault(file, path, "not JSON: a name is not proper UTF-8"));
        }
    }
}
