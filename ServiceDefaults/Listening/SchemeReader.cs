using System.IO.Pipelines;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Passes on what a connection brings; only the scheme of its first target is mended. Where a second request begins nobody knows here, so the connection ends after the first.</summary>
internal sealed class SchemeReader(PipeReader connection) : PipeReader
{
    private bool _isTold;

    /// <value>True when the first target's scheme was written anew.</value>
    public bool HasMended { get; private set; }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => _isTold ? connection.ReadAsync(cancellationToken) : ReadFirstAsync(cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        var isRead = connection.TryRead(out result);
        Look(isRead, result);
        return isRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => connection.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => connection.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => connection.CancelPendingRead();

    public override void Complete(Exception? exception = null) => connection.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => connection.CompleteAsync(exception);

    private async ValueTask<ReadResult> ReadFirstAsync(CancellationToken ct)
    {
        var result = await connection.ReadAsync(ct);
        Look(isRead: true, result);
        return result;
    }

    private void Look(bool isRead, ReadResult result)
    {
        if (isRead && !_isTold && !result.Buffer.IsEmpty)
        {
            _isTold = TargetScheme.TryMend(result.Buffer, out var isMended);
            HasMended |= isMended;
        }
    }
}
