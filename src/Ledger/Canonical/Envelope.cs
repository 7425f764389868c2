namespace Gradients.Ledger.Canonical;

/// <summary>
/// The canonical bytes of one event, as exported, hashed and audited:
/// <c>{"at":"…","causation":"…","data":{…},"position":n,"stream":"…","type":"alias","v":schema,"version":n}</c>.
/// </summary>
public static class Envelope
{
    /// <summary>The most bytes one entry may have; more belongs into an attachment named by its digest.</summary>
    public const int MaxBytes = 65_535;

    public static void Write(CanonicalWriter writer, in Recorded e)
    {
        var type = EventTypes.Of(e.Event);
        Head(writer, e.At, e.Causation);
        type.Write(writer, e.Event);
        Tail(writer, e.Position, e.Stream, type.Alias, type.Schema, e.Version);
    }

    /// <summary>The same around data that is already canonical.</summary>
    public static void Write(
        CanonicalWriter writer, long at, string causation, ReadOnlySpan<byte> data, long position, string stream,
        string alias, int schema, long version)
    {
        Head(writer, at, causation);
        writer.Raw(data);
        Tail(writer, position, stream, alias, schema, version);
    }

    static void Head(CanonicalWriter writer, long at, string causation)
    {
        Span<byte> moment = stackalloc byte[Moment.Length];
        Moment.Write(at, moment);
        writer.Raw("{\"at\":\""u8);
        writer.Raw(moment);
        writer.Raw("\",\"causation\":"u8);
        writer.Text(causation);
        writer.Raw(",\"data\":"u8);
    }

    static void Tail(CanonicalWriter writer, long position, string stream, string alias, int schema, long version)
    {
        writer.Raw(",\"position\":"u8);
        writer.Integer(position);
        writer.Raw(",\"stream\":"u8);
        writer.Text(stream);
        writer.Raw(",\"type\":"u8);
        writer.Text(alias);
        writer.Raw(",\"v\":"u8);
        writer.Integer(schema);
        writer.Raw(",\"version\":"u8);
        writer.Integer(version);
        writer.Raw((byte)'}');
    }

    /// <summary>Reads one entry that must be exactly canonical; <paramref name="data"/> is where its data stands.</summary>
    /// <exception cref="NotCanonical">It is not; the reason names the field.</exception>
    public static Recorded Read(ReadOnlySpan<byte> entry, Interner names, out Range data) =>
        Read(entry, names, keepsCausation: true, out data);

    /// <summary>The same for a fold, which reads no idempotency key: it is checked, and empty in what comes back.</summary>
    /// <exception cref="NotCanonical">The entry is not canonical; the reason names the field.</exception>
    public static Recorded ReadToFold(ReadOnlySpan<byte> entry, Interner names, out Range data) =>
        Read(entry, names, keepsCausation: false, out data);

    static Recorded Read(ReadOnlySpan<byte> entry, Interner names, bool keepsCausation, out Range data)
    {
        if (entry.Length > MaxBytes)
            throw new NotCanonical($"the entry has {entry.Length} bytes, more than {MaxBytes}", MaxBytes);
        // The tail is read first because it names the type. No string can hold these bytes: its quotes are escaped.
        var tail = entry.LastIndexOf(",\"position\":"u8);
        if (tail < 0)
            throw new NotCanonical("missing field 'position'", 0);
        var at = ReadAt(entry);
        var causationEnd = ReadCausation(entry, names, keepsCausation, out var causation);
        data = causationEnd..tail;
        var (position, stream, type, version) = ReadTail(entry, tail, names);
        var scanner = new CanonicalScanner(entry[data], names);
        try
        {
            var read = type.Read(ref scanner);
            scanner.End();
            return new(position, stream, version, at, causation, read);
        }
        catch (NotCanonical inner)
        {
            throw new NotCanonical(
                $"{type.Alias}: {inner.Naming(entry[data], "data")}", causationEnd + inner.Offset);
        }
    }

    static long ReadAt(ReadOnlySpan<byte> entry)
    {
        var head = "{\"at\":\""u8;
        if (!entry.StartsWith(head))
            throw new NotCanonical("missing field 'at'", 0);
        if (entry.Length < head.Length + Moment.Length
            || !Moment.TryRead(entry.Slice(head.Length, Moment.Length), out var at))
            throw new NotCanonical("'at' is not a UTC time with six decimals and Z", head.Length);
        return at;
    }

    static int ReadCausation(ReadOnlySpan<byte> entry, Interner names, bool keeps, out string causation)
    {
        const int at = 7 + Moment.Length;
        if (!entry[at..].StartsWith("\",\"causation\":"u8))
            throw new NotCanonical("missing field 'causation'", at);
        var scanner = new CanonicalScanner(entry, names, at + 14);
        causation = "";
        try
        {
            if (keeps)
                causation = scanner.OwnTextHere();
            else
                scanner.PassText();
        }
        catch (NotCanonical inner)
        {
            throw new NotCanonical($"field 'causation': {inner.Message}", inner.Offset);
        }
        if (!entry[scanner.Offset..].StartsWith(",\"data\":"u8))
            throw new NotCanonical("missing field 'data'", scanner.Offset);
        return scanner.Offset + 8;
    }

    static (long Position, string Stream, EventType Type, long Version) ReadTail(
        ReadOnlySpan<byte> entry, int tail, Interner names)
    {
        var at = tail + 12;
        var position = Whole(entry, ref at, "position");
        var digits = VersionStart(entry, at);
        if (names.Tails.TryFind(entry[at..digits], out var stream, out var type))
            at = digits;
        else
            (stream, type) = ReadStreamAndType(entry, ref at, names);
        var version = Whole(entry, ref at, "version");
        if (at != entry.Length - 1 || entry[at] != (byte)'}')
            throw new NotCanonical("there is more text after 'version'", at);
        return (position, stream, type, version);
    }

    /// <summary>Where the digits before the last byte begin.</summary>
    static int VersionStart(ReadOnlySpan<byte> entry, int from)
    {
        var at = Math.Max(from, entry.Length - 1);
        while (at > from && entry[at - 1] is >= (byte)'0' and <= (byte)'9')
            at--;
        return at;
    }

    static (string Stream, EventType Type) ReadStreamAndType(ReadOnlySpan<byte> entry, ref int at, Interner names)
    {
        var start = at;
        Literal(entry, ref at, ",\"stream\":\""u8, "stream");
        var stream = names.Text(Word(entry, ref at, "stream"));
        Literal(entry, ref at, ",\"type\":\""u8, "type");
        var alias = Word(entry, ref at, "type");
        var type = EventTypes.Find(alias)
            ?? throw new NotCanonical($"unknown event type '{names.Text(alias)}'", at - alias.Length - 1);
        Literal(entry, ref at, ",\"v\":"u8, "v");
        var schema = Whole(entry, ref at, "v");
        if (schema != type.Schema)
            throw new NotCanonical($"unknown schema version {schema} of '{type.Alias}'", at);
        Literal(entry, ref at, ",\"version\":"u8, "version");
        names.Tails.Learn(entry[start..at], stream, type);
        return (stream, type);
    }

    static void Literal(ReadOnlySpan<byte> entry, ref int at, ReadOnlySpan<byte> expected, string field)
    {
        if (!entry[at..].StartsWith(expected))
            throw new NotCanonical($"missing field '{field}'", at);
        at += expected.Length;
    }

    static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> entry, ref int at, string field)
    {
        var length = entry[at..].IndexOf((byte)'"');
        if (length < 0 || entry.Slice(at, length).ContainsAnyExceptInRange((byte)' ', (byte)'~')
            || entry.Slice(at, length).Contains((byte)'\\'))
            throw new NotCanonical($"'{field}' is not a plain word", at);
        var word = entry.Slice(at, length);
        at += length + 1;
        return word;
    }

    /// <summary>2^53 has 16; one more tells a number that is too large from a part of it.</summary>
    const int MostDigits = 17;

    static long Whole(ReadOnlySpan<byte> entry, ref int at, string field)
    {
        var start = at;
        var value = 0L;
        while (at < entry.Length && at - start < MostDigits && entry[at] is >= (byte)'0' and <= (byte)'9')
            value = (value * 10) + (entry[at++] - '0');
        if (at == start || (entry[start] == (byte)'0' && at > start + 1) || value > CanonicalWriter.MaxExactInteger)
            throw new NotCanonical($"'{field}' is not a whole number", start);
        return value;
    }
}
