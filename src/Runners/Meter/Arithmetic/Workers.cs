namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// Splits work over cores. A task is a set of outputs nobody else writes, so which thread runs it, and when, changes no
/// bit.
/// </summary>
/// <param name="Threads">How many run at once, at least 1.</param>
public sealed record Workers(int Threads)
{
    public static Workers All { get; } = new(Math.Max(1, Environment.ProcessorCount));

    public void Run(int tasks, Action<int> task)
    {
        if (Threads == 1 || tasks == 1)
        {
            for (var i = 0; i < tasks; i++) task(i);
            return;
        }
        Parallel.For(0, tasks, new ParallelOptions { MaxDegreeOfParallelism = Threads }, task);
    }
}
