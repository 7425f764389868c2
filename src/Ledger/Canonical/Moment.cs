using System.Globalization;

namespace Gradients.Ledger.Canonical;

/// <summary>Times as the envelope writes them: UTC, exactly six decimals and Z, kept as microseconds since 1970.</summary>
public static class Moment
{
    public const int Length = 27;

    /// <summary>0001-01-01 and 9999-12-31: what the text can hold and PostgreSQL can store.</summary>
    static readonly long First = -62_135_596_800_000_000;
    static readonly long Last = 253_402_300_799_999_999;

    /// <summary>Writes <c>2025-06-21T12:16:00.000000Z</c>.</summary>
    public static void Write(long micros, Span<byte> target)
    {
        var (day, time) = Math.DivRem(micros - First, 86_400_000_000);
        var date = DateOnly.FromDayNumber((int)day);
        Digits(target, 0, 4, date.Year);
        target[4] = (byte)'-';
        Digits(target, 5, 2, date.Month);
        target[7] = (byte)'-';
        Digits(target, 8, 2, date.Day);
        target[10] = (byte)'T';
        Digits(target, 11, 2, time / 3_600_000_000);
        target[13] = (byte)':';
        Digits(target, 14, 2, time / 60_000_000 % 60);
        target[16] = (byte)':';
        Digits(target, 17, 2, time / 1_000_000 % 60);
        target[19] = (byte)'.';
        Digits(target, 20, 6, time % 1_000_000);
        target[26] = (byte)'Z';
    }

    static void Digits(Span<byte> target, int at, int count, long value)
    {
        for (var i = at + count - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    public static string Text(long micros)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Write(micros, bytes);
        return System.Text.Encoding.ASCII.GetString(bytes);
    }

    /// <summary>Reads exactly the form that <see cref="Write"/> gives; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length != Length || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
            || text[16] != ':' || text[19] != '.' || text[26] != 'Z')
            return false;
        var year = (Two(text, 0) * 100) + Two(text, 2);
        var month = Two(text, 5);
        var day = Two(text, 8);
        var hour = Two(text, 11);
        var minute = Two(text, 14);
        var second = Two(text, 17);
        var fraction = (Two(text, 20) * 10_000L) + (Two(text, 22) * 100) + Two(text, 24);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || fraction < 0)
            return false;
        long days = new DateOnly(year, month, day).DayNumber;
        micros = (((((((days * 24) + hour) * 60) + minute) * 60) + second) * 1_000_000) + fraction + First;
        return true;
    }

    /// <summary>Far below zero where one of them is no digit, so that a sum with others stays below.</summary>
    static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return tens > 9 || ones > 9 ? -1_000_000 : (int)((tens * 10) + ones);
    }

    /// <summary>K below accepts a time without a zone, which would mean a different moment on every machine.</summary>
    static bool NamesItsZone(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');

    /// <summary>Reads any ISO 8601 time with Z or an offset, as commands and imports bring them.</summary>
    public static bool TryParse(string text, out long micros)
    {
        micros = 0;
        if (!NamesItsZone(text))
            return false;
        ReadOnlySpan<string> forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];
        foreach (var form in forms)
        {
            // Not DateTime: near the year 1 it wraps an offset that leads out of its range into another day.
            if (!DateTimeOffset.TryParseExact(
                text, form, DateTimeFormatInfo.InvariantInfo, DateTimeStyles.AssumeUniversal, out var time))
                continue;
            micros = (time.UtcTicks / 10) + First;
            return micros >= First && micros <= Last;
        }
        return false;
    }
}
