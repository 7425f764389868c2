namespace Gradients.Faults.Tests.Simulator;

/// <summary>What goes wrong in a simulated world; each seed has its own mixture.</summary>
enum Fault
{
    /// <summary>A request to the database never arrives.</summary>
    RequestLost,

    /// <summary>A request is carried out long after its sender gave up, or long after it was sent.</summary>
    RequestLate,

    /// <summary>The database did it, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>The connection breaks in the middle of a read.</summary>
    ReadBroken,

    /// <summary>A command never reaches a process, or its answer never the client.</summary>
    MessageLost,

    /// <summary>A command reaches a second process as well.</summary>
    MessageDoubled,

    /// <summary>A client sends again before it has an answer.</summary>
    Impatience,

    /// <summary>A process dies between two of its steps.</summary>
    ProcessKilled,

    /// <summary>The database crashes and recovers.</summary>
    ServerCrashed,

    /// <summary>A process's clock jumps by an hour, either way.</summary>
    ClockJumped,

    /// <summary>The publisher dies and finds the end of its file torn.</summary>
    PublisherKilled,
}
