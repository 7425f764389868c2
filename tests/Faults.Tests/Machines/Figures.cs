namespace Gradients.Faults.Tests.Machines;

/// <summary>What a suite prints at its end.</summary>
sealed class Figures
{
    readonly Lock _gate = new();
    int _faults;
    int _acknowledged;
    int _lost;
    int _doubled;

    public void Count(int acknowledged, int lost, int doubled)
    {
        lock (_gate)
        {
            _faults++;
            _acknowledged += acknowledged;
            _lost += lost;
            _doubled += doubled;
        }
    }

    public override string ToString() =>
        $"{_faults} faults tried, {_acknowledged} events acknowledged, {_lost} lost, {_doubled} doubled";
}
