namespace Gradients.Runners.Engine;

/// <summary>How long an engine may take. A frozen engine accepts connections and never answers.</summary>
/// <param name="Connect">Until the connection stands.</param>
/// <param name="Call">For an ordinary call, from the request to the end of its answer.</param>
/// <param name="Start">To create, start or remove a container: the engine may copy an image's folders into
/// volumes.</param>
/// <param name="Silence">Between two pieces of an image or archive on its way.</param>
public sealed record EngineLimits(TimeSpan Connect, TimeSpan Call, TimeSpan Start, TimeSpan Silence)
{
    public static EngineLimits Usual { get; } = new(
        Connect: TimeSpan.FromSeconds(5),
        Call: TimeSpan.FromSeconds(20),
        Start: TimeSpan.FromMinutes(2),
        Silence: TimeSpan.FromSeconds(60));
}
