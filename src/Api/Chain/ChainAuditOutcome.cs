using System.Collections.Immutable;
using Gradients.Api.Shell;
using Gradients.Projections.Audits;
using Gradients.Projections.ChainAudits;

namespace Gradients.Api.Chain;

/// <summary>A ledger's audit and the judgement of the rows that the chain stores.</summary>
internal sealed record ChainAuditOutcome(
    string Place, int Netuid, string? Validator, AuditReport Ledger, ImmutableArray<RowVerdict> Rows, bool Strict)
{
    public int ExitCode
    {
        get
        {
            var ledger = Ledger.ExitCode(Strict);
            return ledger != Exit.Done ? ledger : FirstDivergence is null ? Exit.Done : Exit.Diverged;
        }
    }

    public RowVerdict? FirstDivergence => Rows.FirstOrDefault(row => !row.Passes(Strict));
}
