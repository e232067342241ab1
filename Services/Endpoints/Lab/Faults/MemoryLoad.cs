namespace Workshop.Endpoints.Lab.Faults;

/// <summary>Holds memory, each page of it touched, so that the system counts it as this process'.</summary>
internal sealed class MemoryLoad : IDisposable
{
    private const int MiB = 1024 * 1024;

    private List<byte[]> _blocks = [];

    /// <exception cref="OutOfMemoryException">This process cannot have that much; nothing is held then.</exception>
    public MemoryLoad(int mebibytes)
    {
        for (var i = 0; i < mebibytes; i++)
        {
            var block = GC.AllocateUninitializedArray<byte>(MiB);
            block.AsSpan().Fill(1);
            _blocks.Add(block);
        }
    }

    public void Dispose()
    {
        if (_blocks.Count > 0)
        {
            // Given back to the system at once: a learner looks at the figure now.
            _blocks = [];
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
