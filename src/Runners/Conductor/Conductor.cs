using Gradients.Ledger.Store.Conducting;
using Npgsql;

namespace Gradients.Runners.Conductor;

/// <summary>
/// Any number of nodes run this against one database; one of them holds the lease and conducts. The others take over
/// when it has not renewed in time, and whatever it still sends then is fenced off.
/// </summary>
public sealed class Conductor(
    NpgsqlDataSource source, ConductSettings settings, Func<Fence, Action<Telling>, Session> session,
    Action<Telling> tell)
{
    readonly Leases _leases = new(source);

    /// <summary>Conducts whenever nobody else does, until told to stop; with <c>Once</c>, until nothing is left.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var fence = await _leases.TryTakeAsync(Leases.Conductor, settings.Node, settings.Lease, stop);
            if (fence is null)
            {
                await Task.Delay(settings.Lease / 6, stop);
                continue;
            }
            tell(new Telling.Conducts(fence.Token, true));
            var finished = await HoldAsync(fence, stop);
            tell(new Telling.Conducts(fence.Token, false));
            if (finished && settings.Once)
                return;
        }
    }

    /// <returns>True: there is nothing left to do. False: the lease was lost, or it was told to stop.</returns>
    async Task<bool> HoldAsync(Fence fence, CancellationToken stop)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = RenewAsync(fence, leave);
        try
        {
            return await session(fence, tell).RunAsync(leave.Token);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception lost) when (Leases.IsLost(lost))
        {
            return false;
        }
        finally
        {
            await leave.CancelAsync();
            await renewing;
            await _leases.ReleaseAsync(fence, CancellationToken.None);
        }
    }

    async Task RenewAsync(Fence fence, CancellationTokenSource leave)
    {
        try
        {
            while (await _leases.RenewAsync(fence, settings.Lease, leave.Token))
                await Task.Delay(settings.Lease / 3, leave.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception unreachable) when (unreachable is Ledger.Store.StoreException)
        {
            // Without its database nobody conducts: the lease expires there.
        }
        await leave.CancelAsync();
    }
}
