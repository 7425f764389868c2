using System.Text.Json;

namespace Gradients.Runners.Meter.Weights;

/// <summary>A JSON file of a model folder, read field by field; what is wrong is said with file and field.</summary>
public sealed class ModelJson
{
    const long Longest = 256L << 20;

    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    readonly string path;

    ModelJson(string path, JsonElement element) => (this.path, Element) = (path, element);

    public JsonElement Element { get; }

    public static ModelJson Read(string path)
    {
        if (!File.Exists(path)) throw new ModelException(path, null, "is missing");
        if (new FileInfo(path).Length > Longest) throw new ModelException(path, null, $"has more than {Longest} bytes");
        return Parse(path, File.ReadAllBytes(path));
    }

    /// <summary>The same from a text that is no file; its name stands in messages.</summary>
    public static ModelJson Parse(string name, string text) => Parse(name, System.Text.Encoding.UTF8.GetBytes(text));

    static ModelJson Parse(string path, byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(WellFormedJson.Of(bytes), Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new ModelException(path, null, "is no JSON object");
            return new(path, document.RootElement.Clone());
        }
        catch (JsonException fault)
        {
            throw new ModelException(path, null, $"cannot be read: {fault.Message}");
        }
    }

    public ModelException Fault(string field, string reason) => new(path, field, reason);

    public IEnumerable<string> Fields() => Element.EnumerateObject().Select(field => field.Name);

    /// <summary>Present and not null.</summary>
    public bool Has(string field) => Find(field) is not null;

    public ModelJson Object(string field) =>
        Find(field) is { ValueKind: JsonValueKind.Object } value ? new(path, value)
            : throw Fault(field, "is no object");

    public ModelJson? ObjectOrNone(string field) => Has(field) ? Object(field) : null;

    public string Text(string field) => TextOrNone(field) ?? throw Fault(field, "is missing");

    public string? TextOrNone(string field) => Find(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Fault(field, "is no text"),
    };

    public bool Flag(string field, bool otherwise) => Find(field) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Fault(field, "is neither true nor false"),
    };

    public int Count(string field) => CountOrNone(field) ?? throw Fault(field, "is missing");

    public int? CountOrNone(string field)
    {
        if (Find(field) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0
            ? count : throw Fault(field, "is no whole number above zero");
    }

    /// <summary>A whole number from zero up.</summary>
    public int Index(string field) =>
        Find(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var index) && index >= 0
            ? index : throw Fault(field, "is no whole number from zero up");

    public double Number(string field, double otherwise) => NumberOrNone(field) ?? otherwise;

    public double? NumberOrNone(string field)
    {
        if (Find(field) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number : throw Fault(field, "is no finite number");
    }

    public IReadOnlyList<JsonElement> List(string field) => Find(field) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray()],
        _ => throw Fault(field, "is no list"),
    };

    public IEnumerable<ModelJson> Objects(string field) => List(field).Select(item =>
        item.ValueKind == JsonValueKind.Object ? new ModelJson(path, item) : throw Fault(field, "holds no objects"));

    JsonElement? Find(string field) =>
        Element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
