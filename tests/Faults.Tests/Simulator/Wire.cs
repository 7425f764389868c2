namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// Between a process and the database. A request or its answer may be lost, the connection may break while the request
/// is still on its way and is carried out afterwards, and a crash of the server breaks everything that was open.
/// </summary>
sealed class Wire(World world)
{
    const int LongestTravel = 6;

    int Travel() => 1 + world.Below(LongestTravel);

    /// <summary>One round trip. A request that was sent arrives even if its sender dies meanwhile.</summary>
    public Task<T> AskAsync<T>(Func<T> atServer)
    {
        var (server, time) = (world.Server, world.Time);
        var answer = new TaskCompletionSource<T>();
        var epoch = server.Epoch;
        var isAnswerLost = world.Fails(Fault.AnswerLost);
        void Break() => answer.TrySetException(new IOException("the connection broke"));

        if (world.Fails(Fault.RequestLost))
        {
            time.After(Travel(), Break);
            return answer.Task;
        }
        if (world.Fails(Fault.RequestLate))
            time.After(Travel(), Break);
        var late = world.Fails(Fault.RequestLate) ? world.Below(20 * LongestTravel) : 0;
        time.After(Travel() + late, () =>
        {
            if (!server.IsUp || server.Epoch != epoch)
            {
                Break();
                return;
            }
            Action reply;
            try
            {
                var result = atServer();
                reply = () => answer.TrySetResult(result);
            }
            catch (Exception refused)
            {
                reply = () => answer.TrySetException(refused);
            }
            time.After(Travel(), () =>
            {
                if (isAnswerLost || server.Epoch != epoch)
                    Break();
                else
                    reply();
            });
        });
        return answer.Task;
    }

    /// <summary>As the store does where asking twice does no harm: once more when the connection is gone.</summary>
    public async Task<T> AskTwiceAsync<T>(Func<T> atServer)
    {
        try
        {
            try
            {
                return await AskAsync(atServer);
            }
            catch (IOException)
            {
                return await AskAsync(atServer);
            }
        }
        catch (IOException gone)
        {
            throw new Ledger.Store.StoreException("PostgreSQL cannot be reached", gone);
        }
    }
}
