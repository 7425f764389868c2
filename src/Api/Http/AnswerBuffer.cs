namespace Gradients.Api.Http;

/// <summary>Takes up an answer before it is sent; beyond a length it throws <see cref="Exceeded"/>.</summary>
internal sealed class AnswerBuffer(int most) : MemoryStream
{
    /// <summary>The answer is too long to be kept.</summary>
    public sealed class Exceeded() : IOException("The answer is longer than what is kept of one.");

    // Every other way of writing comes down to these two.
    public override void Write(byte[] buffer, int offset, int count)
    {
        Check(count);
        base.Write(buffer, offset, count);
    }

    public override void WriteByte(byte value)
    {
        Check(1);
        base.WriteByte(value);
    }

    void Check(int more)
    {
        if (Length + more > most)
            throw new Exceeded();
    }
}
