namespace Workshop.EndToEnd;

/// <summary>One copy of the repository for all tests that change something in it: what is as it was need not be built again.</summary>
public sealed class EditedCopy : IDisposable
{
    private CopyOfTheRepository? _copy;

    /// <summary>The copy as it was before anybody edited it, but for what is built.</summary>
    public async Task<CopyOfTheRepository> Afresh()
    {
        _copy ??= await CopyOfTheRepository.Make();
        _copy.Restore();
        return _copy;
    }

    public void Dispose() => _copy?.Dispose();
}
