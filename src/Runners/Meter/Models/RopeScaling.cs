using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Models;

/// <summary>
/// How rotary frequencies are stretched for longer texts: not at all, linearly, or as Llama 3.1 does.
/// </summary>
public abstract record RopeScaling
{
    RopeScaling() { }

    public sealed record None : RopeScaling;

    /// <summary>Every frequency divided by the factor.</summary>
    public sealed record Linear(double Factor) : RopeScaling;

    /// <summary>
    /// Wavelengths beyond original / low are divided by the factor, those below original / high stay, between them
    /// the two are blended linearly in original / wavelength.
    /// </summary>
    public sealed record Llama3(double Factor, double Low, double High, double Original) : RopeScaling;

    /// <summary>Radians per position of each pair of a head: base^(-2i / dimensions), scaled; in binary64.</summary>
    public double[] Frequencies(int dimensions, double theta)
    {
        var step = Logarithm.Of(theta);
        var frequencies = new double[dimensions / 2];
        for (var i = 0; i < frequencies.Length; i++)
            frequencies[i] = Scale(Exponential.Of(-(2.0 * i / dimensions) * step));
        return frequencies;
    }

    double Scale(double frequency)
    {
        switch (this)
        {
            case Linear linear:
                return frequency / linear.Factor;
            case Llama3 l:
                var wavelength = 2.0 * Math.PI / frequency;
                if (wavelength > l.Original / l.Low) return frequency / l.Factor;
                if (wavelength < l.Original / l.High) return frequency;
                var smooth = (l.Original / wavelength - l.Low) / (l.High - l.Low);
                return (1.0 - smooth) * frequency / l.Factor + smooth * frequency;
            default:
                return frequency;
        }
    }
}
