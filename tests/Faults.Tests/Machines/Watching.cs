using Gradients.Api.Audits;
using Gradients.Ledger.Log;
using Gradients.Projections.Audits;

namespace Gradients.Faults.Tests.Machines;

/// <summary>
/// An auditor and a witness with memories: they saw the log when it was shorter, and now look at what it has become.
/// </summary>
static class Watching
{
    public static async Task<IReadOnlyList<Scenario>> AllAsync(Ground ground, string early, string full)
    {
        var files = ground.Folder();
        await RunAsync(early, files, "keys", "new", "example.com/faults", files + "/key");
        await RunAsync(early, files, "keys", "new", "example.com/witness", files + "/witness", "--witness");
        var key = KeyFile.Read(files + "/key").Verifier;
        var witness = KeyFile.Read(files + "/witness").Verifier;
        string[] Audit(string folder) => ["audit", folder + "/site", "--key", $"{key}", "--state", folder + "/audited"];
        string[] Witness(string folder) =>
        [
            "witness", "--log", folder + "/site", "--key", folder + "/witness", "--state", folder + "/witnessed",
            "--log-key", $"{key}", "--out", folder + "/site/checkpoint.cosigned",
        ];
        await RunAsync(early, files, "publish", files + "/site", "--key", files + "/key");
        await RunAsync(early, files, Audit(files));
        await RunAsync(early, files, Witness(files));
        await RunAsync(full, files, "publish", files + "/site", "--key", files + "/key");
        return
        [
            new("audit", full, files, Audit, (_, folder) => AuditedAsync(folder)),
            new("witness", full, files, Witness, (_, folder) => CosignedAsync(folder, new(key, [witness], 1))),
        ];
    }

    static async Task RunAsync(string ledger, string home, params string[] command) =>
        (await Program.RunAsync(ledger, home, command)).Ended(0);

    /// <summary>What the auditor remembers is the log as it is now, and a further audit folds nothing again.</summary>
    static async Task AuditedAsync(string folder)
    {
        Assert.Equal(
            await File.ReadAllTextAsync(folder + "/site/checkpoint"),
            await File.ReadAllTextAsync(folder + "/audited"));
        var remembered = new AuditMemory(folder + "/audited");
        using var source = LogSource.Open(folder + "/site");
        var report = new LogAudit(new TiledLog(source, null), remembered.Checkpoint, remembered.Snapshot).Run();
        Assert.Equal((0, remembered.Checkpoint!.Size), (report.ExitCode(strict: false), report.Remembered));
    }

    static Task CosignedAsync(string folder, SignaturePolicy policy)
    {
        using var source = LogSource.Open(folder + "/site");
        var cosigned = new TiledLog(source, policy, "checkpoint.cosigned").Checkpoint;
        Assert.Equal(new TiledLog(source, null).Checkpoint, cosigned);
        Assert.Equal(cosigned, Checkpoint.Parse(File.ReadAllText(folder + "/witnessed")));
        return Task.CompletedTask;
    }
}
