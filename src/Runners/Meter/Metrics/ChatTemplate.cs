namespace Gradients.Runners.Meter.Metrics;

/// <summary>
/// A conversation as text. Every turn is a head, a body and a tail, tokenised one by one; body and end mark of the
/// assistant's turns are what is predicted.
/// </summary>
public abstract record ChatTemplate
{
    ChatTemplate() { }

    public abstract string Opening { get; }

    public abstract string End { get; }

    /// <summary>Between two turns.</summary>
    public abstract string Tail { get; }

    public abstract string Head(string role);

    public abstract string Body(string content);

    /// <summary>Null: no template of that name is computed.</summary>
    public static ChatTemplate? Named(string name) => name switch
    {
        "chatml" => new ChatMl(),
        "llama3" or "llama-3" => new Llama3(),
        _ => null,
    };

    public sealed record ChatMl : ChatTemplate
    {
        public override string Opening => "";

        public override string End => "<|im_end|>";

        public override string Tail => "\n";

        public override string Head(string role) => $"<|im_start|>{role}\n";

        public override string Body(string content) => content;
    }

    public sealed record Llama3 : ChatTemplate
    {
        public override string Opening => "<|begin_of_text|>";

        public override string End => "<|eot_id|>";

        public override string Tail => "";

        public override string Head(string role) => $"<|start_header_id|>{role}<|end_header_id|>\n\n";

        public override string Body(string content) => content.Trim();
    }
}
