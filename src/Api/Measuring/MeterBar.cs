using System.Diagnostics;
using System.Globalization;

namespace Gradients.Api.Measuring;

/// <summary>How far a measurement is, drawn over itself on standard error; silent when that is redirected.</summary>
internal sealed class MeterBar
{
    const int Width = 30;

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    long _total, _done, _started, _drawn, _ended;

    /// <summary>Tokens that went through a model, for each second of the work; 0 before there was any.</summary>
    public double TokensPerSecond =>
        _done == 0 ? 0 : _done / Stopwatch.GetElapsedTime(_started, _ended).TotalSeconds;

    public void Announce(long tokens) => (_total, _started, _ended) = (tokens, Stopwatch.GetTimestamp(), 0);

    public void Advance(int tokens)
    {
        _done += tokens;
        _ended = Stopwatch.GetTimestamp();
        if (Console.IsErrorRedirected || (_done < _total && Stopwatch.GetElapsedTime(_drawn) < Between))
            return;
        _drawn = _ended;
        var share = (double)_done / _total;
        var filled = (int)(share * Width);
        var bar = new string('#', filled).PadRight(Width, '.');
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture,
            $"\r[{bar}] {share,4:P0}  {TokensPerSecond:N0} tokens/s "));
    }

    /// <summary>Makes room for the result.</summary>
    public void Clear()
    {
        if (_drawn != 0)
            Console.Error.Write($"\r{new string(' ', Width + 40)}\r");
    }
}
