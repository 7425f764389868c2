using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// A private PostgreSQL cluster inside a home folder: created once, reached through a unix socket only, run by an
/// unprivileged user, durable (fsync on). Anyone who may enter its folder (mode 0700) may connect; nobody else can.
/// Any number of clusters run side by side, one for each home.
/// </summary>
public sealed class EmbeddedCluster
{
    const int Port = 5432; // Only a part of the socket's file name: nothing listens on a network.
    const string Owner = "gradients_owner";
    const string DatabaseName = "gradients";

    // sun_path has 108 bytes with its closing zero.
    const int LongestSocketPath = 107;

    readonly string _home;
    readonly string _folder;
    readonly string? _binaries;
    readonly string? _serverUser;
    readonly ServerProbe _probe;

    /// <param name="home">The ledger's home folder; the cluster lives in <c>postgres/</c> inside it.</param>
    /// <param name="binaries">Folder of PostgreSQL's server programs; searched for when absent.</param>
    /// <param name="serverUser">Who runs the server when root calls; <c>postgres</c> when absent.</param>
    public EmbeddedCluster(string home, string? binaries = null, string? serverUser = null)
    {
        _home = Path.GetFullPath(home);
        _folder = Path.Combine(_home, "postgres");
        _binaries = binaries;
        _serverUser = serverUser;
        SocketFolder = ChooseSocketFolder();
        _probe = new ServerProbe($"{SocketFolder}/.s.PGSQL.{Port}", Path.Combine(Data, "postmaster.pid"));
    }

    /// <summary>Where the server's socket is: the host that clients name.</summary>
    public string SocketFolder { get; }

    /// <summary>What the server says about itself.</summary>
    public string LogFile => Path.Combine(_folder, "server.log");

    /// <summary>Connects as the owner of all tables: for migrations.</summary>
    public string OwnerConnectionString => ConnectionString(Owner, DatabaseName);

    /// <summary>
    /// Connects as the role the program works with: it appends and reads, and cannot change an event.
    /// </summary>
    public string WriterConnectionString => ConnectionString("gradients_writer", DatabaseName);

    /// <summary>Connects as an analyst: reads everything, writes nothing.</summary>
    public string ReaderConnectionString => ConnectionString("gradients_reader", DatabaseName);

    public ClusterStatus Status()
    {
        if (!Directory.Exists(Data))
            return new ClusterStatus.Absent();
        return _probe.Accepts() && _probe.ProcessId() is { } id
            ? new ClusterStatus.Running(id, SocketFolder)
            : new ClusterStatus.Stopped();
    }

    /// <summary>
    /// Creates the cluster if there is none and starts its server if it is not running. Safe to call from any number of
    /// processes at once, and after a kill: a process id left behind is recognised as stale.
    /// </summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        if (_probe.Accepts() && File.Exists(Path.Combine(_folder, "ready")))
            return;

        var user = ServerUser.Current(_serverUser);
        user.Own(_home, _folder);
        using var turn = await TakeTurnAsync(cancel);
        if (!Directory.Exists(Data))
            Create(user);
        if (!_probe.Accepts())
            await LaunchAsync(user, cancel);
        if (!File.Exists(Path.Combine(_folder, "ready")))
            await CreateDatabaseAsync(user, cancel);
    }

    /// <summary>
    /// Stops the server if it runs: open transactions are rolled back, what was acknowledged is kept.
    /// </summary>
    public Task StopAsync(CancellationToken cancel = default) => StopAsync("fast", cancel);

    /// <summary>
    /// Stops the server without its last checkpoint, as if the power failed: the next start recovers.
    /// </summary>
    public Task StopAtOnceAsync(CancellationToken cancel = default) => StopAsync("immediate", cancel);

    string Data => Path.Combine(_folder, "data");

    async Task StopAsync(string mode, CancellationToken cancel)
    {
        if (!Directory.Exists(Data))
            return;
        using var turn = await TakeTurnAsync(cancel);
        if (Status() is not ClusterStatus.Running)
            return;
        // A slow disk may need minutes for the last checkpoint.
        var answer = Control(ServerUser.Current(_serverUser), $"stop -w -t 600 -m {mode}");
        if (!answer.Succeeded)
            throw new StoreException($"The PostgreSQL server in {_folder} did not stop: {answer.Said}");
    }

    string ConnectionString(string role, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Port = Port,
        Database = database,
        Username = role,
        ApplicationName = "gradients",
        // A unix socket needs neither, and asking for them costs a start-up its milliseconds.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    string ChooseSocketFolder()
    {
        var inside = Path.Combine(_folder, "run");
        var plain = inside.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');
        if (plain && Encoding.UTF8.GetByteCount($"{inside}/.s.PGSQL.{Port}") < LongestSocketPath)
            return inside;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_folder)).AsSpan(0, 8));
        return $"/tmp/gradients-{name}";
    }

    /// <summary>One process at a time creates, starts or stops; the lock dies with the process that holds it.</summary>
    async Task<FileStream> TakeTurnAsync(CancellationToken cancel)
    {
        const int patience = 1200; // times 50 ms: a minute, many times what creating a cluster takes
        var file = Path.Combine(_home, "cluster.lock");
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException foreign)
            {
                throw new StoreException(
                    $"{file} belongs to another user. Start as that user, or choose a home of your own.", foreign);
            }
            catch (IOException busy)
            {
                if (tries == patience)
                    throw new StoreException(
                        $"Another process has held {file} for a minute. See whether it hangs, then try again.", busy);
            }

            await Task.Delay(50, cancel);
        }
    }

    void Create(ServerUser user)
    {
        // Into a folder of another name first: a data folder that exists is complete.
        const string script = """
            umask 077
            rm -rf data.new
            "$1/initdb" --pgdata=data.new --username="$2" --encoding=UTF8 --locale=C.UTF-8 --auth=trust \
                --data-checksums >initdb.log 2>&1 || { cat initdb.log; exit 1; }
            echo "include_if_exists = 'gradients.conf'" >> data.new/postgresql.conf && mv data.new data
            """;
        var answer = user.Run(script, [ServerBinaries.Find(_binaries), Owner], _folder);
        if (!answer.Succeeded)
            throw new StoreException($"A PostgreSQL cluster could not be created in {_folder}: {Telling(answer.Said)}.");
    }

    async Task LaunchAsync(ServerUser user, CancellationToken cancel)
    {
        // Written before every start, so that a home that was moved works where it is now.
        var settings = $"""
            listen_addresses = ''
            port = {Port}
            unix_socket_directories = '{SocketFolder}'
            unix_socket_permissions = 0700
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_checkpoints = off
            jit = off
            """;
        // The folder may be in /tmp: it must be ours, and no link to somewhere else.
        const string script = """
            umask 077
            mkdir "$1" 2>/dev/null
            if [ ! -d "$1" ] || [ -L "$1" ] || [ ! -O "$1" ]; then echo "$1 belongs to somebody else"; exit 1; fi
            chmod 0700 "$1" && cat > data/gradients.conf
            """;
        var answer = user.Run(script, [SocketFolder], _folder, settings);
        if (!answer.Succeeded)
            throw new StoreException($"The socket folder of the PostgreSQL server is not usable: {answer.Said}");

        for (var tries = 0; ; tries++)
        {
            answer = Control(user, "start -w -t 120 -l server.log");
            if (answer.Succeeded || _probe.Accepts())
                return;
            // Children of a killed server hold its shared memory until they notice, a moment later.
            if (tries == 20)
                throw new StoreException(
                    $"The PostgreSQL server in {_folder} did not start: {Telling($"{answer.Said}\n{LastWords()}")}. "
                    + $"Its log is {LogFile}.");
            await Task.Delay(250, cancel);
        }
    }

    // The folder goes through the environment: pg_ctl splices a -D into a shell command.
    Shell.Answer Control(ServerUser user, string action) => user.Run(
        $"exec \"$1/pg_ctl\" {action}", [ServerBinaries.Find(_binaries)], _folder,
        environment: new Dictionary<string, string> { ["PGDATA"] = Data });

    /// <summary>The last errors of what PostgreSQL's programs said, on one line; all of it where they named none.</summary>
    static string Telling(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var errors = lines.Where(line => line.Contains("FATAL:", StringComparison.Ordinal)
            || line.Contains("PANIC:", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal));
        string[] last = [.. errors.Distinct().TakeLast(2)];
        return string.Join("; ", last.Length > 0 ? last : lines).TrimEnd('.');
    }

    string LastWords() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(10)) : "";

    async Task CreateDatabaseAsync(ServerUser user, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(Owner, "postgres"));
        await using var exists = source.CreateCommand($"select 1 from pg_database where datname = '{DatabaseName}'");
        if (await exists.ExecuteScalarAsync(cancel) is null)
        {
            await using var create = source.CreateCommand($"create database {DatabaseName}");
            await create.ExecuteNonQueryAsync(cancel);
        }

        user.Run("umask 077; : > ready", [], _folder);
    }
}
