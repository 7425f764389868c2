using System.Collections.Immutable;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Builds;

/// <summary>What an image's configuration may not bring into a run.</summary>
static class ImageChecks
{
    /// <param name="inherited">The environment of the base images: what the operator listed, an entry may keep.</param>
    /// <returns>Reason code and detail, or null.</returns>
    internal static (string Reason, string Detail)? FindFault(
        ImageView image, ImmutableHashSet<string> inherited, long mostBytes)
    {
        var config = image.Config;
        if (config?.Volumes is { IsEmpty: false } volumes)
            return (BuildReasons.ImageHasVolumes,
                string.Join(", ", volumes.Keys)); // Each would be a disk without a cap.
        if (config?.OnBuild is { IsDefaultOrEmpty: false } triggers)
            return (BuildReasons.ImageHasTriggers, string.Join(", ", triggers));
        foreach (var setting in config?.Env ?? [])
            if (setting.StartsWith("LD_", StringComparison.Ordinal) && !inherited.Contains(setting))
                return (BuildReasons.ImageSetsLoader, setting);
        return image.Size > mostBytes
            ? (BuildReasons.ImageTooLarge, $"{image.Size} bytes of {mostBytes}")
            : null;
    }
}
