using System.Buffers;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>
/// Writes one run of a container to its file, both streams, within bounds: at <see cref="MaxFileSize"/> the file is renamed to
/// <c>N.log.1</c> (and that to <c>.2</c> …), and the oldest goes. Readers that follow wait for <see cref="ChangedAsync"/>.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    public const int MaxFiles = 5;
    public const int MaxFileSize = 10 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly int _maxFileSize;
    private readonly ArrayBufferWriter<byte> _entries = new();
    private FileStream? _file;
    private long _size;
    private TaskCompletionSource _changed = NewSignal();

    public LogWriter(string path, TimeProvider time, int maxFileSize = MaxFileSize)
    {
        Path = path;
        _time = time;
        _maxFileSize = maxFileSize;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = Open();
    }

    public string Path { get; }

    /// <summary>Rises with every rotation: a reader that is one behind finds what it was reading in <c>N.log.1</c>.</summary>
    public int Rotations { get; private set; }

    public bool IsComplete { get; private set; }

    /// <summary>Done at the next change; take it before looking for one.</summary>
    public Task ChangedAsync()
    {
        lock (_lock)
        {
            return IsComplete ? Task.CompletedTask : _changed.Task;
        }
    }

    /// <summary>Copies a program's output until its end. Both streams of a run share this writer.</summary>
    public Task PumpAsync(Stream source, string name) => PumpAsync(source, name, _ => ValueTask.CompletedTask);

    /// <param name="show">Told what has just been written.</param>
    public async Task PumpAsync(Stream source, string name, Func<ReadOnlyMemory<byte>, ValueTask> show)
    {
        var splitter = new LineSplitter(name);
        var buffer = new byte[32 * 1024];
        try
        {
            while (await source.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) is > 0 and var count)
            {
                Write(to => splitter.Push(buffer.AsSpan(0, count), _time.GetUtcNow(), to));
                await show(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
        finally
        {
            Write(to => splitter.Finish(_time.GetUtcNow(), to));
        }
    }

    /// <summary>No more will come: readers that follow end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            IsComplete = true;
            _file?.Dispose();
            _file = null;
            _changed.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Write(Action<ArrayBufferWriter<byte>> append)
    {
        lock (_lock)
        {
            append(_entries);
            if (_entries.WrittenCount == 0 || _file is null)
            {
                return;
            }

            if (_size > 0 && _size + _entries.WrittenCount > _maxFileSize)
            {
                Rotate_NeedsLock();
            }

            _file.Write(_entries.WrittenSpan);
            _file.Flush();
            _size += _entries.WrittenCount;
            _entries.ResetWrittenCount();
            var changed = _changed;
            _changed = NewSignal();
            changed.SetResult();
        }
    }

    private void Rotate_NeedsLock()
    {
        _file!.Dispose();
        for (var index = MaxFiles - 1; index > 0; index--)
        {
            var from = index == 1 ? Path : $"{Path}.{index - 1}";
            if (File.Exists(from))
            {
                File.Move(from, $"{Path}.{index}", overwrite: true);
            }
        }

        _file = Open();
        _size = 0;
        Rotations++;
    }

    private FileStream Open() => new(Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
