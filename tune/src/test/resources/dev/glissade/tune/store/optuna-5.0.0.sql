BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('v3.2.0.a');
CREATE TABLE studies (
	study_id INTEGER NOT NULL, 
	study_name VARCHAR(512) NOT NULL, 
	PRIMARY KEY (study_id)
);
INSERT INTO "studies" VALUES(1,'demo');
INSERT INTO "studies" VALUES(2,'several');
CREATE TABLE study_directions (
	study_direction_id INTEGER NOT NULL, 
	direction VARCHAR(8) NOT NULL, 
	study_id INTEGER NOT NULL, 
	objective INTEGER NOT NULL, 
	PRIMARY KEY (study_direction_id), 
	UNIQUE (study_id, objective), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "study_directions" VALUES(1,'MINIMIZE',1,0);
INSERT INTO "study_directions" VALUES(2,'MINIMIZE',2,0);
INSERT INTO "study_directions" VALUES(3,'MAXIMIZE',2,1);
CREATE TABLE study_system_attributes (
	study_system_attribute_id INTEGER NOT NULL, 
	study_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (study_system_attribute_id), 
	UNIQUE (study_id, "key"), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "study_system_attributes" VALUES(1,2,'study:metric_names','["loss", "accuracy"]');
CREATE TABLE study_user_attributes (
	study_user_attribute_id INTEGER NOT NULL, 
	study_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (study_user_attribute_id), 
	UNIQUE (study_id, "key"), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE trial_heartbeats (
	trial_heartbeat_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	heartbeat DATETIME NOT NULL, 
	PRIMARY KEY (trial_heartbeat_id), 
	UNIQUE (trial_id), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_intermediate_values (
	trial_intermediate_value_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	intermediate_value FLOAT, 
	intermediate_value_type VARCHAR(7) NOT NULL, 
	PRIMARY KEY (trial_intermediate_value_id), 
	UNIQUE (trial_id, step), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_intermediate_values" VALUES(1,1,1,1.01782649715138701074e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(2,1,2,0.0517826497151387,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(3,2,1,1.00410541201685896139e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(4,2,2,5.04105412016858933643e-02,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(5,3,1,1.48285862185544681235e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(6,3,2,9.8285862185544664582e-02,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(7,4,1,1.31906341975134233646e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(8,4,2,8.19063419751342308705e-02,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(9,4,7,NULL,'NAN');
INSERT INTO "trial_intermediate_values" VALUES(10,4,8,NULL,'INF_POS');
INSERT INTO "trial_intermediate_values" VALUES(11,5,1,1.00245519344743641565e-01,'FINITE');
INSERT INTO "trial_intermediate_values" VALUES(12,5,2,5.0245519344743631851e-02,'FINITE');
CREATE TABLE trial_params (
	param_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	param_name VARCHAR(512), 
	param_value FLOAT, 
	distribution_json TEXT, 
	PRIMARY KEY (param_id), 
	UNIQUE (trial_id, param_name), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_params" VALUES(1,1,'rate',1.78264971513869487258e-03,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}');
INSERT INTO "trial_params" VALUES(2,1,'units',47.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 64}}');
INSERT INTO "trial_params" VALUES(3,1,'width',16.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 16, "high": 256}}');
INSERT INTO "trial_params" VALUES(4,1,'dropout',0.1,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 0.5, "log": false}}');
INSERT INTO "trial_params" VALUES(5,1,'size',10.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 0, "high": 100}}');
INSERT INTO "trial_params" VALUES(6,1,'optimizer',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
INSERT INTO "trial_params" VALUES(7,1,'mixed',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": [1, 2.5, true, null, "x"]}}');
INSERT INTO "trial_params" VALUES(8,2,'rate',4.1054120168588934198e-04,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}');
INSERT INTO "trial_params" VALUES(9,2,'units',57.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 64}}');
INSERT INTO "trial_params" VALUES(10,2,'width',17.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 16, "high": 256}}');
INSERT INTO "trial_params" VALUES(11,2,'dropout',0.4,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 0.5, "log": false}}');
INSERT INTO "trial_params" VALUES(12,2,'size',40.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 0, "high": 100}}');
INSERT INTO "trial_params" VALUES(13,2,'optimizer',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
INSERT INTO "trial_params" VALUES(14,2,'mixed',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": [1, 2.5, true, null, "x"]}}');
INSERT INTO "trial_params" VALUES(15,2,'beta',9.86762526077307855487e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.9, "high": 0.999, "log": false}}');
INSERT INTO "trial_params" VALUES(16,3,'rate',4.82858621855446618065e-02,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}');
INSERT INTO "trial_params" VALUES(17,3,'units',6.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 64}}');
INSERT INTO "trial_params" VALUES(18,3,'width',17.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 16, "high": 256}}');
INSERT INTO "trial_params" VALUES(19,3,'dropout',0.1,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 0.5, "log": false}}');
INSERT INTO "trial_params" VALUES(20,3,'size',90.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 0, "high": 100}}');
INSERT INTO "trial_params" VALUES(21,3,'optimizer',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
INSERT INTO "trial_params" VALUES(22,3,'mixed',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": [1, 2.5, true, null, "x"]}}');
INSERT INTO "trial_params" VALUES(23,4,'rate',3.1906341975134228095e-02,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}');
INSERT INTO "trial_params" VALUES(24,4,'units',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 64}}');
INSERT INTO "trial_params" VALUES(25,4,'width',127.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 16, "high": 256}}');
INSERT INTO "trial_params" VALUES(26,4,'dropout',0.5,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 0.5, "log": false}}');
INSERT INTO "trial_params" VALUES(27,4,'size',80.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 0, "high": 100}}');
INSERT INTO "trial_params" VALUES(28,4,'optimizer',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
INSERT INTO "trial_params" VALUES(29,4,'mixed',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": [1, 2.5, true, null, "x"]}}');
INSERT INTO "trial_params" VALUES(30,5,'rate',2.45519344743632328062e-04,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}');
INSERT INTO "trial_params" VALUES(31,5,'units',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 64}}');
INSERT INTO "trial_params" VALUES(32,5,'width',104.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 16, "high": 256}}');
INSERT INTO "trial_params" VALUES(33,5,'dropout',0.1,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 0.5, "log": false}}');
INSERT INTO "trial_params" VALUES(34,5,'size',20.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 0, "high": 100}}');
INSERT INTO "trial_params" VALUES(35,5,'optimizer',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}');
INSERT INTO "trial_params" VALUES(36,5,'mixed',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": [1, 2.5, true, null, "x"]}}');
INSERT INTO "trial_params" VALUES(37,5,'beta',9.409915427941373256e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.9, "high": 0.999, "log": false}}');
INSERT INTO "trial_params" VALUES(38,7,'rate',0.5,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.001, "high": 1.0, "log": true}}');
INSERT INTO "trial_params" VALUES(39,9,'x',6.32086517732755370779e-01,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}');
CREATE TABLE trial_system_attributes (
	trial_system_attribute_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (trial_system_attribute_id), 
	UNIQUE (trial_id, "key"), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_system_attributes" VALUES(1,6,'fixed_params','{"rate": 0.05}');
INSERT INTO "trial_system_attributes" VALUES(2,8,'fixed_params','{"rate": 0.06}');
INSERT INTO "trial_system_attributes" VALUES(3,9,'constraints:memory','0.25');
CREATE TABLE trial_user_attributes (
	trial_user_attribute_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (trial_user_attribute_id), 
	UNIQUE (trial_id, "key"), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE trial_values (
	trial_value_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	objective INTEGER NOT NULL, 
	value FLOAT, 
	value_type VARCHAR(7) NOT NULL, 
	PRIMARY KEY (trial_value_id), 
	UNIQUE (trial_id, objective), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO "trial_values" VALUES(1,1,0,4.70017826497151389739e+01,'FINITE');
INSERT INTO "trial_values" VALUES(2,2,0,5.04105412016858933643e-02,'FINITE');
INSERT INTO "trial_values" VALUES(3,4,0,2.03190634197513420033e+00,'FINITE');
INSERT INTO "trial_values" VALUES(4,5,0,2.0002455193447437054e+00,'FINITE');
INSERT INTO "trial_values" VALUES(5,7,0,-1.5,'FINITE');
INSERT INTO "trial_values" VALUES(6,9,0,0.5,'FINITE');
INSERT INTO "trial_values" VALUES(7,9,1,0.75,'FINITE');
CREATE TABLE trials (
	trial_id INTEGER NOT NULL, 
	number INTEGER, 
	study_id INTEGER, 
	state VARCHAR(8) NOT NULL, 
	datetime_start DATETIME, 
	datetime_complete DATETIME, 
	PRIMARY KEY (trial_id), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO "trials" VALUES(1,0,1,'COMPLETE','2026-11-29 09:06:53.724803','2026-11-29 09:06:54.090189');
INSERT INTO "trials" VALUES(2,1,1,'PRUNED','2026-11-29 09:06:54.155686','2026-11-29 09:06:54.445729');
INSERT INTO "trials" VALUES(3,2,1,'FAIL','2026-11-29 09:06:54.498881','2026-11-29 09:06:54.815650');
INSERT INTO "trials" VALUES(4,3,1,'COMPLETE','2026-11-29 09:06:54.863410','2026-11-29 09:06:55.208921');
INSERT INTO "trials" VALUES(5,4,1,'COMPLETE','2026-11-29 09:06:55.263509','2026-11-29 09:06:55.616470');
INSERT INTO "trials" VALUES(6,5,1,'RUNNING','2026-11-29 09:06:55.701891',NULL);
INSERT INTO "trials" VALUES(7,6,1,'COMPLETE','2026-11-29 09:06:55.740875','2026-11-29 09:06:55.740875');
INSERT INTO "trials" VALUES(8,7,1,'WAITING',NULL,NULL);
INSERT INTO "trials" VALUES(9,0,2,'COMPLETE','2026-11-29 09:06:56.049880','2026-11-29 09:06:56.197576');
CREATE TABLE version_info (
	version_info_id INTEGER NOT NULL, 
	schema_version INTEGER, 
	library_version VARCHAR(256), 
	PRIMARY KEY (version_info_id), 
	CHECK (version_info_id=1)
);
INSERT INTO "version_info" VALUES(1,12,'5.0.0');
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE INDEX ix_trials_study_id ON trials (study_id);
COMMIT;
