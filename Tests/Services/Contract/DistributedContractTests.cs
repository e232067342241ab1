namespace Workshop.Services.Tests.Contract;

public class DistributedContractTests(DistributedApplication.OverHttp application) : ContractTests(application), IClassFixture<DistributedApplication.OverHttp>;
