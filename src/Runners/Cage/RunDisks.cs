using System.Collections.Immutable;
using System.Globalization;
using Gradients.Runners.Builds;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Cage;

/// <summary>
/// The disks of a run, fresh and of fixed size and number of files: by default files with an ext4 each, reserved in
/// full on the host and reached through loop devices; where those do not exist, memory disks, kept by a container of
/// ours until they are read. Podman makes no memory disk with an owner but as a volume, so /tmp is one more of these,
/// and reads a disk only while somebody has it mounted, so that container of ours is always there.
/// </summary>
sealed class RunDisks(EngineClient engine, CageSettings settings)
{
    readonly HostHelper _helper = new(engine, settings.Helper);

    /// <summary>
    /// The file is reserved before it is formatted, so that a full host shows here and not in the run's mouth.
    /// lost+found goes: a volume that is to be filled from the image has to be empty.
    /// </summary>
    const string MakeScript = """
        while [ $# -gt 0 ]; do
            file=/disks/$1
            fallocate -l "$2" "$file"
            mke2fs -q -F -t ext4 -b 4096 -m 0 -N "$3" -O ^has_journal,^resize_inode \
                -E "nodiscard,lazy_itable_init=1,root_owner=$4" "$file"
            debugfs -w -R 'rmdir lost+found' "$file" >/dev/null 2>&1
            device=$(losetup --find --show "$file")
            if [ "$(losetup --noheadings --output NAME --associated "$file")" != "$device" ]; then
                losetup --detach "$device"
                echo "$device is not seen again, so it could never be removed"
                exit 1
            fi
            echo "$device"
            shift 4
        done
        """;

    const string RemoveScript = """
        for name in "$@"; do
            file=/disks/$name
            [ -e "$file" ] || continue
            for device in $(losetup --noheadings --output NAME --associated "$file"); do
                losetup --detach "$device"
            done
            rm -f "$file"
        done
        """;

    /// <summary>
    /// Copies an image's folders to their disks; a folder that is a link leads elsewhere and is left. A copy goes on
    /// after each file that does not fit, and an image may have any number of them: it gets its time.
    /// </summary>
    const string FillScript = """
        for folder in "$@"; do
            [ "$(realpath "$0$folder")" = "$0$folder" ] && [ -d "$0$folder" ] || continue
            timeout 50 cp -a "$0$folder/." "/mnt$folder/" 2>/dev/null || echo "$folder"
        done
        """;

    /// <summary>Removes every disk file, with its loop devices, in whose name no live lease stands.</summary>
    const string SweepScript = """
        for file in /disks/*; do
            [ -e "$file" ] || continue
            for lease in "$@"; do
                case "$file" in *-"$lease"-*) continue 2 ;; esac
            done
            for device in $(losetup --noheadings --output NAME --associated "$file"); do
                losetup --detach "$device"
            done
            rm -f "$file"
        done
        """;

    internal static string DiskName(CagedRun run, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Key}-{run.Lease}-{index}");

    /// <summary>Makes them and says where they are mounted: the output first, then the scratch folders.</summary>
    internal async Task<ImmutableArray<CagedVolume>> MakeAsync(CagedRun run, RunSlot slot, CancellationToken cancel)
    {
        var volumes = Plan(run);
        var disks = volumes.RemoveAll(volume => volume.IsTemporary);
        if (settings.DisksInMemory)
            await MakeInMemoryAsync(run, slot, disks, cancel);
        else
            await MakeOnDiskAsync(run, slot, disks, cancel);
        foreach (var temporary in volumes.Except(disks))
            await CreateAsync(run, temporary, "tmpfs", "tmpfs",
                $"{Options(temporary)},{CageSpec.Temporary(settings, slot)}", cancel);
        if (IsHeld)
            await HoldAsync(run, slot, disks, cancel);
        return volumes;
    }

    internal ImmutableArray<CagedVolume> Plan(CagedRun run)
    {
        IEnumerable<string> scratch = engine.IsPodman
            ? [.. run.ScratchFolders, CageSpec.TemporaryFolder] : run.ScratchFolders;
        return
        [
            new(DiskName(run, 0), run.OutputFolder, Filled: false, IsExecutable: false),
            .. scratch.Select((folder, i) =>
                new CagedVolume(DiskName(run, i + 1), folder, Filled: !engine.IsPodman, IsExecutable: true)),
        ];
    }

    /// <summary>
    /// Fills the scratch folders where an engine is not to do it itself: Podman 4.3 stands still for good, with
    /// everything that asks for its containers, when what the image has there does not fit.
    /// </summary>
    /// <exception cref="EngineException">The engine failed; or, as a refusal, it does not fit.</exception>
    internal async Task FillAsync(CagedRun run, CancellationToken cancel)
    {
        if (!engine.IsPodman || run.ScratchFolders.IsEmpty)
            return;
        await engine.Images.InspectAsync(run.Image, cancel); // One that is lost is missing, not at fault.
        const string image = "/image";
        var unfit = await _helper.RunAsync(new ContainerSpec
        {
            Image = settings.Helper,
            Entrypoint = ["/bin/sh", "-euc", FillScript, image],
            Cmd = run.ScratchFolders,
            User = "0:0",
            Labels = CageSpec.Labels(run),
            HostConfig = new()
            {
                NetworkMode = "none",
                ReadonlyRootfs = true,
                Memory = settings.Memory,
                MemorySwap = settings.Memory,
                CapDrop = ["ALL"],
                CapAdd = ["CHOWN", "DAC_OVERRIDE", "FOWNER"],
                SecurityOpt = ["no-new-privileges"],
                Mounts =
                [
                    new("image", run.Image, image, ReadOnly: true),
                    .. run.ScratchFolders.Select((folder, i) =>
                        new MountSpec("volume", DiskName(run, i + 1), $"/mnt{folder}", ReadOnly: false)),
                ],
            },
        }, cancel);
        if (unfit.Length > 0)
            throw new EngineException(EngineFault.Refused, 0,
                $"{engine.Address}: what the image has in {unfit.Trim()} cannot be copied to its disk");
    }

    bool IsHeld => settings.DisksInMemory || engine.IsPodman;

    (long Bytes, long Files) Size(CagedVolume volume) => volume.IsExecutable
        ? (settings.Scratch, settings.ScratchFiles) : (settings.Output, settings.OutputFiles);

    async Task MakeOnDiskAsync(
        CagedRun run, RunSlot slot, ImmutableArray<CagedVolume> volumes, CancellationToken cancel)
    {
        var owner = Owner(slot);
        var devices = (await _helper.RunAsync(MakeScript, volumes.SelectMany(volume => new[]
        {
            volume.Name, Text(Size(volume).Bytes), Text(Size(volume).Files), owner,
        }), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (devices.Length != volumes.Length)
            throw new EngineException(EngineFault.Unintelligible, 0,
                $"{engine.Address}: {volumes.Length} disks asked for, '{string.Join(' ', devices)}' made");
        foreach (var (volume, device) in volumes.Zip(devices))
            await CreateAsync(run, volume, "ext4", device, Options(volume), cancel);
    }

    static string Options(CagedVolume volume) => volume.IsExecutable ? "nosuid,nodev" : "nosuid,nodev,noexec";

    async Task MakeInMemoryAsync(
        CagedRun run, RunSlot slot, ImmutableArray<CagedVolume> volumes, CancellationToken cancel)
    {
        foreach (var volume in volumes)
            await CreateAsync(run, volume, "tmpfs", "tmpfs", string.Create(CultureInfo.InvariantCulture,
                $"{Options(volume)},size={Size(volume).Bytes},nr_inodes={Size(volume).Files},mode=0770,"
                + $"uid={slot.User},gid={ImageBuilder.RunGroup}"), cancel);
    }

    /// <summary>
    /// A memory disk is gone when nobody has it mounted, and Podman reads no other either: this container has them
    /// mounted, until it is removed.
    /// </summary>
    async Task HoldAsync(CagedRun run, RunSlot slot, ImmutableArray<CagedVolume> volumes, CancellationToken cancel)
    {
        var holder = await engine.Containers.CreateAsync(Holder(run), new ContainerSpec
        {
            Image = settings.Helper,
            Entrypoint = ["/bin/sleep", "infinity"],
            // Podman gives a disk to the user who mounts it first.
            User = engine.IsPodman ? Owner(slot) : "0:0",
            Labels = CageSpec.Labels(run),
            HostConfig = new()
            {
                NetworkMode = "none",
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                Init = true,
                Mounts = [.. volumes.Select((volume, i) => new MountSpec("volume", volume.Name, $"/mnt/{i}", false,
                    VolumeOptions: new(NoCopy: true)))],
            },
        }, cancel);
        await engine.Containers.StartAsync(holder, cancel);
    }

    static string Owner(RunSlot slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{slot.User}:{ImageBuilder.RunGroup}");

    static string Holder(CagedRun run) => $"gradients-{run.Key}-{run.Lease}-holder";

    Task<VolumeView> CreateAsync(
        CagedRun run, CagedVolume volume, string type, string device, string options, CancellationToken cancel) =>
        engine.Volumes.CreateAsync(new(volume.Name, "local", ImmutableSortedDictionary<string, string>.Empty
            .Add("type", type).Add("device", device).Add("o", options), CageSpec.Labels(run)), cancel);

    /// <summary>The output as a tar stream, whoever still has it.</summary>
    internal Task<Stream> ReadOutputAsync(CagedRun run, string container, CancellationToken cancel) =>
        IsHeld
            ? engine.Containers.ReadArchiveAsync(Holder(run), "/mnt/0/.", cancel)
            : engine.Containers.ReadArchiveAsync(container, run.OutputFolder + "/.", cancel);

    /// <summary>Removes all that a run had; its container is gone already.</summary>
    internal async Task RemoveAsync(CagedRun run, CancellationToken cancel)
    {
        if (IsHeld)
            await engine.Containers.RemoveAsync(Holder(run), cancel);
        var volumes = Plan(run);
        foreach (var volume in volumes)
            await engine.Volumes.RemoveAsync(volume.Name, cancel);
        if (!settings.DisksInMemory)
            await _helper.RunAsync(RemoveScript, volumes.Select(volume => volume.Name), cancel);
    }

    /// <summary>Removes every disk on the host that belongs to none of these leases.</summary>
    internal async Task SweepAsync(IEnumerable<string> live, CancellationToken cancel)
    {
        if (!settings.DisksInMemory)
            await _helper.RunAsync(SweepScript, live, cancel);
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
