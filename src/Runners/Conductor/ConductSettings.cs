namespace Gradients.Runners.Conductor;

/// <summary>How one node conducts.</summary>
/// <param name="Node">What others see of who holds the lease.</param>
/// <param name="Lease">For how long it is taken; it is renewed three times in that time.</param>
/// <param name="Pause">How long nothing happens before the ledger is looked at again.</param>
/// <param name="Retry">Before a job that came to nothing is begun again, and a lost host looked at.</param>
/// <param name="Once">Ends when nothing can be done any more without somebody else.</param>
public sealed record ConductSettings(string Node, TimeSpan Lease, TimeSpan Pause, TimeSpan Retry, bool Once)
{
    public static ConductSettings Usual(string node, bool once) => new(
        node, Lease: TimeSpan.FromSeconds(6), Pause: TimeSpan.FromMilliseconds(500), Retry: TimeSpan.FromSeconds(5),
        once);
}
