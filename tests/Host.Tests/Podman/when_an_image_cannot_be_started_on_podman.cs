using Gradients.Host.Tests.Runs;

namespace Gradients.Host.Tests.Podman;

/// <summary>
/// Podman refuses such an image at other moments than Docker does; and asked to fill a folder with more than there is
/// room for, it would stand still for good.
/// </summary>
public sealed class when_an_image_cannot_be_started_on_podman(Engines engines, PodmanHost podman)
    : when_an_image_cannot_be_started(engines, podman), IClassFixture<PodmanHost>;
