namespace Gradients.Runners.Chain;

/// <summary>Why a node's pool refuses an extrinsic, in words.</summary>
static class PoolErrors
{
    static readonly (string Said, string Means)[] Known =
    [
        ("Custom error: 6", "rate limited"), ("\"custom\":6", "rate limited"), ("Custom(6)", "rate limited"),
        ("Custom error: 1", "stake too low"), ("\"custom\":1}", "stake too low"), ("Custom(1)", "stake too low"),
        ("badProof", "bad signature; after a runtime upgrade the payload has changed"),
        ("bad signature", "bad signature; after a runtime upgrade the payload has changed"),
        ("stale", "stale: its nonce has been used"), ("outdated", "stale: its nonce has been used"),
        ("future", "its nonce is too high"), ("ancientBirthBlock", "its era has passed"),
        ("AncientBirthBlock", "its era has passed"), ("payment", "the account cannot pay"),
    ];

    public static string Explain(RpcRefused refused)
    {
        foreach (var (said, means) in Known)
            if (refused.Reason.Contains(said, StringComparison.Ordinal))
                return $"{means} ({refused.Reason})";
        return refused.Reason;
    }
}
