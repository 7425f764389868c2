namespace Gradients.Projections.Audits;

// What an audit writes down for the next one.
public sealed partial class Audit
{
    internal void Save(BinaryWriter to)
    {
        to.Write(_conclusions);
        to.Write(_settings);
        to.Write(_weights);
        to.Write(_draws);
        to.Write(_tournaments);
        to.Write(_trusted.Count);
        foreach (var (code, sentence, count) in _trusted.Values)
        {
            to.Write(code);
            to.Write(sentence);
            to.Write(count);
        }
        StateCodec.Write(to, State);
    }

    internal static Audit Restore(BinaryReader from)
    {
        var audit = new Audit
        {
            _conclusions = from.ReadInt64(),
            _settings = from.ReadInt64(),
            _weights = from.ReadInt64(),
            _draws = from.ReadInt64(),
            _tournaments = from.ReadInt64(),
        };
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var code = from.ReadString();
            audit._trusted = audit._trusted.SetItem(code, new(code, from.ReadString(), from.ReadInt64()));
        }
        audit.State = StateCodec.Read<LedgerState>(from, audit._names);
        return audit;
    }
}
