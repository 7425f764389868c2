namespace Gradients.Ledger;

/// <summary>
/// Marks the places between which a process may die and leave half of something behind. Nobody listens in the product,
/// where a step costs a comparison with null; the fault suite does, from a startup hook, and ends the process there.
/// </summary>
public static class Step
{
    internal static Action<string>? Reached { private get; set; }

    /// <param name="name">What has just been done, and what has not, in words.</param>
    public static void At(string name) => Reached?.Invoke(name);
}
