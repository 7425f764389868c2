using System.Text;

namespace Gradients.Runners.Demo;

/// <summary>The scripts of <c>ops/images</c>, as they lie in this assembly.</summary>
static class DemoFiles
{
    /// <param name="name">For example <c>trainer/train.py</c>.</param>
    internal static string Read(string name)
    {
        using var stream = typeof(DemoFiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
