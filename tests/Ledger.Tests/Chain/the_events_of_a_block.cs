using Gradients.Ledger.Chain;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Chain;

public sealed class the_events_of_a_block
{
    static string[] Told(int reply) =>
        [.. BlockEvents.Read(Known.Metadata, RecordedSession.Bytes(reply))
            .Select(e => $"{e.Extrinsic} {e.Pallet}.{e.Fields}")];

    [Fact]
    public void with_weights_are_exact() => Assert.Equal(
    [
        "0 System.ExtrinsicSuccess(dispatch_info: (weight: (ref_time: 268717000, proof_size: 1493), "
            + "class: Mandatory, pays_fee: Yes))",
        "1 SubtensorModule.WeightsSet(1, 1)",
        "1 TransactionPayment.TransactionFeePaid(who: (0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56d"
            + "a27d), actual_fee: 0, tip: 0)",
        "1 System.ExtrinsicSuccess(dispatch_info: (weight: (ref_time: 123813157000, proof_size: 0), "
            + "class: Normal, pays_fee: No))",
    ], Told(26));

    [Fact]
    public void name_the_error_inside_a_block()
    {
        var events = BlockEvents.Read(Known.Metadata, RecordedSession.Bytes(33));
        Assert.Equal("SubtensorModule.SettingWeightsTooFast", BlockEvents.Failure(Known.Metadata, events, 1));
        Assert.Null(BlockEvents.Failure(Known.Metadata, events, 0));
        Assert.Throws<UnknownToRuntimeException>(() => BlockEvents.Failure(Known.Metadata, events, 2));
    }
}
