using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>One value at a time through the canonical writer and back.</summary>
public static class Scanned
{
    public static string Number(double value)
    {
        var writer = new CanonicalWriter();
        writer.Number(value);
        return writer.ToString();
    }

    public static string Text(string value)
    {
        var writer = new CanonicalWriter();
        writer.Text(value);
        return writer.ToString();
    }

    public static string Integer(long value)
    {
        var writer = new CanonicalWriter();
        writer.Integer(value);
        return writer.ToString();
    }

    static CanonicalScanner Over(string value) => new(Encoding.UTF8.GetBytes($"{{\"x\":{value}}}"), new Interner());

    public static double NumberFrom(string json)
    {
        var scanner = Over(json);
        var value = scanner.Number("x"u8, 0);
        scanner.Close();
        scanner.End();
        return value;
    }

    public static long IntegerFrom(string json)
    {
        var scanner = Over(json);
        var value = scanner.Integer("x"u8, 0);
        scanner.Close();
        scanner.End();
        return value;
    }

    public static string TextFrom(string json)
    {
        var scanner = Over(json);
        var value = scanner.Text("x"u8, null);
        scanner.Close();
        scanner.End();
        return value;
    }
}
