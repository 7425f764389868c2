namespace Gradients.Runners.Meter.Tokens;

/// <summary>A token found in the text before anything is split: special marks, mostly.</summary>
/// <param name="SingleWord">Only where no word character touches it.</param>
/// <param name="LeftStrip">Takes the white space before it along; RightStrip that after it.</param>
/// <param name="Normalised">Looked for in the normalised text instead of the raw one.</param>
public sealed record AddedToken(
    int Id, string Content, bool SingleWord, bool LeftStrip, bool RightStrip, bool Normalised, bool Special);
