namespace Workshop.Gateway.Forwarding;

/// <summary>Why an attempt failed, as far as it matters: to whom it is put down, and whether another attempt makes sense.</summary>
internal enum AttemptFailure
{
    /// <summary>No connection came about: nothing was sent.</summary>
    NoConnection,

    /// <summary>The connection broke, before an answer or in the middle of it.</summary>
    BrokenOff,

    /// <summary>Nothing came for too long.</summary>
    TooSlow,

    /// <summary>The backend answered, and its answer cannot be passed on. What it would answer to another request nobody knows.</summary>
    BadAnswer,

    /// <summary>The request cannot be sent as it is, to no backend.</summary>
    BadRequest,

    /// <summary>The client went, or did not send what it had announced; or there was no backend at all.</summary>
    OfNobody,
}
