using System.Collections.Frozen;
using System.Diagnostics;

namespace Gradients.Api.Http.Access;

/// <summary>What the holder of a key may record.</summary>
internal enum Role
{
    /// <summary>What happens to training runs: from their schedule to a loss.</summary>
    Runner,

    /// <summary>The course of tournaments and weights; everything but what needs a human's judgement.</summary>
    Recorder,

    /// <summary>Everything.</summary>
    Operator,
}

/// <summary>Which role may give which command.</summary>
internal static class Roles
{
    static readonly FrozenSet<string> OfRunners = FrozenSet.ToFrozenSet(
    [
        "schedule_run", "start_run", "finish_run", "fail_run", "end_training", "measure_loss", "fail_measurement",
        "report_duplicate", "measure_examples", "measure_rewards", "play_games", "score_environment",
        "measure_benchmark", "measure_synthetic", "measure_pool_result",
    ]);

    static readonly FrozenSet<string> OfRecorders = FrozenSet.ToFrozenSet(
    [
        "observe_metagraph", "announce_tournament", "submit_entry", "pay_entry_fee", "accept_entry", "refuse_entry",
        "commit_draw_seed", "name_draw_block", "close_field", "lose_node", "draw_round", "pose_task", "decide_task",
        "close_round", "complete_tournament", "derive_weights", "assign_nodes", "continue_fine_tune",
        "name_environments", "score_task", "stake_entry", "observe_stakes", "copy_task", "pose_pool_task",
        "score_pool_task", "fail_pool_task", "read_pool",
    ]);

    /// <summary>The least that may give it: a command nobody placed is the operator's.</summary>
    public static Role Least(string command) => OfRunners.Contains(command) ? Role.Runner
        : OfRecorders.Contains(command) ? Role.Recorder
        : Role.Operator;

    /// <summary>Recorders do not report runs: they are other machines, with keys of their own.</summary>
    public static bool May(Role role, string command) => role == Role.Operator || role == Least(command);

    public static string Word(Role role) => role switch
    {
        Role.Runner => "runner",
        Role.Recorder => "recorder",
        Role.Operator => "operator",
        _ => throw new UnreachableException(),
    };

    public static Role Of(string word) => word switch
    {
        "runner" => Role.Runner,
        "recorder" => Role.Recorder,
        "operator" => Role.Operator,
        _ => throw new UnreachableException($"There is no role '{word}'."),
    };
}
