"""Miners of every kind; the task's id says which one this is."""
import errno
import os
import signal
import socket
import sys
import time

arguments = dict(zip(sys.argv[1::2], sys.argv[2::2]))
kind = arguments["--task-id"]
out = f"/app/checkpoints/{kind}/{arguments['--expected-repo-name']}"


def leave(name="model.txt", text="a model\n"):
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/{name}", "w") as file:
        file.write(text)


def tell(*words):
    print(*words, flush=True)


def fill(folder):
    chunk, total = b"\1" * (1 << 20), 0
    try:
        with open(f"{folder}/fill", "wb", buffering=0) as file:
            while total < 4 << 30:
                total += file.write(chunk)
    except OSError as failure:
        tell(folder, errno.errorcode[failure.errno], total >> 20)


def crowd(folder):
    count = 0
    try:
        while count < 200_000:
            open(f"{folder}/n{count}", "w").close()
            count += 1
    except OSError as failure:
        tell(folder, errno.errorcode[failure.errno], count)


def fork_bomb():
    leave()
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)


def memory_hog():
    leave()
    if os.fork() == 0:
        hog = []
        while True:
            hog.append(b"\1" * (8 << 20))
    os.wait()


def hog_itself():
    hog = []
    while True:
        hog.append(b"\1" * (8 << 20))


def disk_filler():
    for folder in ("/app/checkpoints", "/tmp", "/dev/shm", "/workspace"):
        fill(folder)
        os.remove(f"{folder}/fill")
    leave()


def inode_filler():
    for folder in ("/tmp", "/workspace", "/app/checkpoints", "/dev/shm"):
        crowd(folder)


def log_flood():
    leave()
    chunk = b"flood " * 10_000 + b"\n"
    while True:
        os.write(1, chunk)


def descriptor_leak():
    files = []
    try:
        while True:
            files.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as failure:
        tell(errno.errorcode[failure.errno], len(files))


def sleeper():
    leave()
    time.sleep(3600)


def deaf():
    leave()
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    time.sleep(3600)


def orphan():
    leave()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(3600)
        os._exit(0)
    os.wait()


def network():
    def attempt(name, action):
        try:
            action()
            tell(name, "REACHED")
        except OSError as failure:
            tell(name, "closed", failure.errno)
    for name, address in (("metadata", ("169.254.169.254", 80)), ("outside", ("198.51.100.1", 443)),
                          ("host", ("127.0.0.1", int(arguments["--model"].split("/")[1])))):
        attempt(name, lambda a=address: socket.create_connection(a, 2))
    attempt("dns", lambda: socket.getaddrinfo("example.org", 80))
    attempt("vsock", lambda: socket.socket(40, socket.SOCK_STREAM))
    attempt("docker", lambda: socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock"))
    leave()


def writer():
    for path in ("/etc/passwd", "/app/train.py", "/usr/bin/python3", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger",
                 "/sys/kernel/mm/transparent_hugepage/enabled", "/cache/models/x--1/model", "/dev/kmsg", "/dev/vda"):
        try:
            open(path, "r+b").close()
            tell(path, "OPEN")
        except OSError as failure:
            tell(path, errno.errorcode[failure.errno])
    for folder in ("/open", "/cache/models/x--1"):  # Everybody may write there: only the mount forbids it.
        try:
            open(f"{folder}/mine", "w").close()
            tell(folder, "OPEN")
        except OSError as failure:
            tell(folder, errno.errorcode[failure.errno])


def starver():
    """Takes every inotify instance and pipe page that its user may have, and keeps them."""
    import ctypes
    libc = ctypes.CDLL(None)
    watches = 0
    while libc.inotify_init() >= 0:
        watches += 1
    pipes = []
    try:
        while True:
            pipes.append(os.pipe())
    except OSError:
        pass
    tell("taken", watches, len(pipes))
    time.sleep(6)


def neighbour():
    import ctypes
    time.sleep(2)
    watch = ctypes.CDLL(None).inotify_init()
    pipe = os.pipe()
    os.write(pipe[1], b"x" * 60_000)
    tell("neighbour", "served" if watch >= 0 else "starved")
    leave()


def symlink():
    leave()
    os.symlink("/cache/models", f"{out}/link")


def symlinked_folder():
    os.makedirs(os.path.dirname(out), exist_ok=True)
    os.symlink("/etc", out)


def hard_link():
    leave()
    os.link(f"{out}/model.txt", f"{out}/again.txt")


def fifo():
    leave()
    os.mkfifo(f"{out}/pipe")


def device():
    leave()
    try:
        os.mknod(f"{out}/disk", 0o60666, os.makedev(7, 0))
    except OSError as failure:
        tell("mknod", errno.errorcode[failure.errno])


def deep():
    leave()
    os.chdir(out)
    for _ in range(6000):
        os.mkdir("d")
        os.chdir("d")


def sparse():
    leave()
    with open(f"{out}/model.safetensors", "wb") as file:
        file.truncate(8 << 40)


def crowded_output():
    os.makedirs(out, exist_ok=True)
    for i in range(11_000):
        open(f"{out}/f{i}", "w").close()


def ugly_names():
    leave("plain\n\x1b[31m", "x")


def noise():
    os.write(1, b"\xff\xfe\x00\x80 \x1b[2J\n")
    leave()


def environment():
    for name, value in sorted(os.environ.items()):
        tell(name, value)


def patient():
    tell("user", os.getuid(), os.getgid())
    time.sleep(4)
    tell("checked", os.path.exists("/workspace/checked"))


def trainer():
    import numpy
    model = open(arguments["--dataset"].replace("datasets", "datasets")).read()
    state = numpy.ones(3) * len(model)
    open("/workspace/note", "w").write("scratch")
    leave("model.txt", f"{arguments['--hours-to-complete']} {state.sum()}\n")
    tell(open("/workspace/from-the-image").read().strip())


globals()[kind.replace("-", "_")]()
