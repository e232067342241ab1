namespace Workshop.Services.Tests.Contract;

public class DistributedContractTests(DistributedApplication application) : ContractTests(application), IClassFixture<DistributedApplication>;
